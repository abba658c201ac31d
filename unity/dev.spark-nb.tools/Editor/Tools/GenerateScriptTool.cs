using MCPForUnity.Editor.Tools;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    [McpForUnityTool(
        "spark_generate_script",
        Description = "Writes a C# script: new, or in place of the one that is there.")]
    public static class GenerateScriptTool
    {
        public static object HandleCommand(JObject given)
        {
            return Answer.To(given, "Written.", UnityProject.Files.GenerateScript);
        }

        public sealed class Parameters
        {
            [ToolParameter("The class, which is the file's stem")]
            public string name { get; set; }

            [ToolParameter("The whole script, at most 200 KiB of UTF-8")]
            public string code { get; set; }

            [ToolParameter("Under Assets/, ending in .cs")]
            public string path { get; set; }
        }
    }
}
