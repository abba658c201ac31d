using MCPForUnity.Editor.Tools;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    [McpForUnityTool(
        "spark_apply_patch",
        Description = "Applies a unified diff of one file, strictly: it fits exactly, or nothing is changed.")]
    public static class ApplyPatchTool
    {
        public static object HandleCommand(JObject given)
        {
            return Answer.To(given, "Applied.", UnityProject.Files.ApplyPatch);
        }

        public sealed class Parameters
        {
            [ToolParameter("A file under Assets/")]
            public string path { get; set; }

            [ToolParameter("The diff as git makes it, for this path alone")]
            public string patch { get; set; }

            [ToolParameter("Refuse unless the file has this hash now", Required = false)]
            public string expected_sha256 { get; set; }
        }
    }
}
