using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using UnityEditor;
using UnityEngine;
using UnityEngine.Rendering;
using UnityEngine.UIElements;

namespace Spark.Tools
{
    /// <summary>A picture of a scene through its cameras, in exactly the size that was asked for.</summary>
    internal static class PreviewRenderer
    {
        // What goes to MCP for Unity's server in one piece ends at 16 MiB, as base64.
        private const int MostBytes = 11 * 1024 * 1024;
        private const int JpegQuality = 90;

        public static JObject Render(JObject given)
        {
            var request = new PreviewRequest(given);
            if (SystemInfo.graphicsDeviceType == GraphicsDeviceType.Null)
            {
                throw new Refusal("unsupported", "This Unity runs without graphics.", "Start it without -nographics.");
            }
            return OpenScenes.With(request.Scene, () => Frame(request));
        }

        private static JObject Frame(PreviewRequest request)
        {
            var data = Picture(Cameras(request.Camera), request);
            if (data.Length > MostBytes)
            {
                throw new Refusal(
                    "too_large", $"The picture is {data.Length / 1048576.0:0.0} MiB; 11 MiB can be sent.",
                    "Ask for jpeg, or a smaller size.");
            }
            return new JObject
            {
                { "frame_ref", "sha256-" + Digest.Of(data) }, { "format", request.Format },
                { "width", request.Width }, { "height", request.Height }, { "data", Convert.ToBase64String(data) },
                { "time_s", Application.isPlaying ? Time.time : 0f },
                { "warnings", new JArray(Warnings(request)) }, { "inputs", request.Inputs },
            };
        }

        // Those that draw to the screen, in the order in which they do.
        private static List<Camera> Cameras(string name)
        {
            var all = Camera.allCameras;
            var found = all
                .Where(camera => name == null ? camera.targetTexture == null : camera.name == name)
                .OrderBy(camera => camera.depth)
                .ToList();
            if (found.Count > 0)
            {
                return name == null ? found : found.Take(1).ToList();
            }
            var names = string.Join(", ", all.Select(camera => camera.name));
            throw new Refusal(
                "no_camera", name == null ? "The scene has no camera." : $"The scene has no camera named {name}.",
                names == "" ? "Add one to the scene." : $"There is {names}.");
        }

        private static byte[] Picture(List<Camera> cameras, PreviewRequest request)
        {
            var target = RenderTexture.GetTemporary(
                request.Width, request.Height, 24, RenderTextureFormat.ARGB32, RenderTextureReadWrite.sRGB);
            var targets = cameras.Select(camera => camera.targetTexture).ToList();
            try
            {
                cameras.ForEach(camera => camera.targetTexture = target);
                using (new OverlayCanvases(cameras.Last()))
                {
                    cameras.ForEach(camera => camera.Render());
                }
                return Encoded(target, request.Format);
            }
            finally
            {
                for (var at = 0; at < cameras.Count; at++)
                {
                    cameras[at].targetTexture = targets[at];
                }
                RenderTexture.ReleaseTemporary(target);
            }
        }

        private static byte[] Encoded(RenderTexture target, string format)
        {
            var active = RenderTexture.active;
            var texture = new Texture2D(target.width, target.height, TextureFormat.RGB24, false);
            try
            {
                RenderTexture.active = target;
                texture.ReadPixels(new Rect(0, 0, target.width, target.height), 0, 0);
                texture.Apply();
                return format == "png" ? texture.EncodeToPNG() : texture.EncodeToJPG(JpegQuality);
            }
            finally
            {
                RenderTexture.active = active;
                UnityEngine.Object.DestroyImmediate(texture);
            }
        }

        private static IEnumerable<string> Warnings(PreviewRequest request)
        {
            if (EditorApplication.isPlaying)
            {
                yield return "Unity is in play mode: this is the game as it runs, at a time of its own.";
            }
            else if (request.Seconds > 0)
            {
                yield return "Unity does not play the game for a picture: this is the scene as it begins, at 0 s.";
            }
            if (request.Inputs.Count > 0)
            {
                yield return "Unity does not play inputs for a picture: they were passed over.";
            }
            if (UnityEngine.Object.FindObjectsByType<UIDocument>(FindObjectsSortMode.None).Length > 0)
            {
                yield return "Panels of UI Toolkit are not in the picture.";
            }
        }
    }
}
