using MCPForUnity.Editor.Tools;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    [McpForUnityTool(
        "spark_deconstruct_asset",
        Description = "Takes an asset apart: what it is made of, what it needs, what needs it.")]
    public static class DeconstructAssetTool
    {
        public static object HandleCommand(JObject given)
        {
            return Answer.To(given, "Taken apart.", AssetAnatomy.TakeApart);
        }

        public sealed class Parameters
        {
            [ToolParameter("An asset under Assets/")]
            public string path { get; set; }
        }
    }
}
