using MCPForUnity.Editor.Tools;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    [McpForUnityTool(
        "spark_ingest_asset",
        Description = "Writes a file into the project and imports it.")]
    public static class IngestAssetTool
    {
        public static object HandleCommand(JObject given)
        {
            return Answer.To(given, "Imported.", UnityProject.Files.IngestAsset);
        }

        public sealed class Parameters
        {
            [ToolParameter("Under Assets/")]
            public string path { get; set; }

            [ToolParameter("The bytes as base64, at most 10 MiB")]
            public string content { get; set; }

            [ToolParameter("What the content is, such as image/png")]
            public string media_type { get; set; }
        }
    }
}
