using MCPForUnity.Editor.Tools;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    [McpForUnityTool(
        "spark_read_file",
        Description = "Reads a file of the project, byte for byte.")]
    public static class ReadFileTool
    {
        public static object HandleCommand(JObject given)
        {
            return Answer.To(given, "Read.", UnityProject.Files.ReadFile);
        }

        public sealed class Parameters
        {
            [ToolParameter("Under Assets/, Packages/ or ProjectSettings/")]
            public string path { get; set; }
        }
    }
}
