using MCPForUnity.Editor.Tools;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    [McpForUnityTool(
        "spark_render_preview",
        Description = "Renders a scene through its cameras in exactly the size that is asked for.")]
    public static class RenderPreviewTool
    {
        public static object HandleCommand(JObject given)
        {
            return Answer.To(given, "Rendered.", PreviewRenderer.Render);
        }

        public sealed class Parameters
        {
            [ToolParameter("Pixels, 16 to 4096; default: 640", Required = false)]
            public int? width { get; set; }

            [ToolParameter("Pixels, 16 to 4096; default: 360", Required = false)]
            public int? height { get; set; }

            [ToolParameter("A scene under Assets/; default: the one that is open", Required = false)]
            public string scene { get; set; }

            [ToolParameter("The name of a camera; default: all, as in the game", Required = false)]
            public string camera { get; set; }

            [ToolParameter("png or jpeg; default: png", Required = false)]
            public string format { get; set; }

            [ToolParameter("A game time; not played, the warnings say so", Required = false)]
            public double? time_s { get; set; }

            [ToolParameter("Inputs of a player; not played, the warnings say so", Required = false)]
            public object[] inputs { get; set; }
        }
    }
}
