using System.Linq;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    /// <summary>What is asked of a picture, checked.</summary>
    public sealed class PreviewRequest
    {
        private const int LeastSide = 16;
        private const int MostSide = 4096;
        private const int MostSeconds = 3600;
        private static readonly string[] Formats = { "png", "jpeg" };

        public PreviewRequest(JObject given)
        {
            var arguments = new Arguments(given, "width", "height", "scene", "camera", "format", "time_s", "inputs");
            Width = arguments.Whole("width", 640, LeastSide, MostSide);
            Height = arguments.Whole("height", 360, LeastSide, MostSide);
            Scene = arguments.OptionalText("scene");
            Camera = arguments.OptionalText("camera");
            Format = arguments.OptionalText("format") ?? "png";
            Seconds = arguments.Number("time_s", 0, 0, MostSeconds);
            Inputs = arguments.List("inputs");
            Check();
        }

        public int Width { get; }
        public int Height { get; }

        /// <summary>Null is the scene that is open.</summary>
        public string Scene { get; }

        /// <summary>Null is all cameras, as in the game.</summary>
        public string Camera { get; }
        public string Format { get; }
        public double Seconds { get; }
        public JArray Inputs { get; }

        private void Check()
        {
            if (Scene != null)
            {
                ProjectPath.Check("scene", Scene);
            }
            if (Format == "webp")
            {
                throw new Refusal("unsupported", "Unity writes no WebP.", "Ask for png or jpeg.");
            }
            if (!Formats.Contains(Format))
            {
                throw Refusal.Rejected("format", "format must be one of png, jpeg.", "png, jpeg", Format, "Use one.");
            }
        }
    }
}
