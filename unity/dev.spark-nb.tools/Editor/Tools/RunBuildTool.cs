using MCPForUnity.Editor.Tools;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    [McpForUnityTool(
        "spark_run_build",
        Description = "Starts a build of a player. The same job_id again is the same job.")]
    public static class RunBuildTool
    {
        public static object HandleCommand(JObject given)
        {
            return Answer.To(given, "Accepted.", BuildRunner.Run);
        }

        public sealed class Parameters
        {
            [ToolParameter("A UUID, made by the caller")]
            public string job_id { get; set; }

            [ToolParameter("WebGL, StandaloneWindows64, StandaloneLinux64, StandaloneOSX, Android or iOS")]
            public string target { get; set; }

            [ToolParameter("scenes (a list), development, cancel (true or false)", Required = false)]
            public object config { get; set; }
        }
    }
}
