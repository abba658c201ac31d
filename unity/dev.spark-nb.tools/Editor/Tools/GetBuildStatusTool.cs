using MCPForUnity.Editor.Tools;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    [McpForUnityTool(
        "spark_get_build_status",
        Description = "Says how far a build is.")]
    public static class GetBuildStatusTool
    {
        public static object HandleCommand(JObject given)
        {
            return Answer.To(given, "Found.", BuildRunner.Status);
        }

        public sealed class Parameters
        {
            [ToolParameter("The UUID the build was started with")]
            public string job_id { get; set; }
        }
    }
}
