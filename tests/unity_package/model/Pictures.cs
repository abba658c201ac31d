// Cameras and canvases of the small editor: a picture says who drew it, and how canvases stood then.
using System;
using System.Collections.Generic;
using System.Linq;
using UnityEngine;

public static class Shown
{
    private const string RedDot = // a PNG of one pixel
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4"
        + "z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

    public static readonly List<Camera> cameras = new List<Camera>();
    public static readonly List<Canvas> canvases = new List<Canvas>();
    public static readonly List<string> drawn = new List<string>();
    public static int panels;
    public static byte[] picture = Convert.FromBase64String(RedDot);
    public static bool breaks;
    public static bool blind;

    public static void Clear()
    {
        cameras.Clear();
        canvases.Clear();
        drawn.Clear();
        panels = 0;
        picture = Convert.FromBase64String(RedDot);
        breaks = blind = false;
    }

    public static string[] State()
    {
        return cameras.Select(camera => camera.name + " " + (camera.targetTexture == null ? "screen" : "texture") + " " + camera.cullingMask)
            .Concat(canvases.Select(canvas => canvas.ToString()))
            .ToArray();
    }
}

namespace UnityEngine
{
    public enum FindObjectsSortMode { None }
    public enum RenderMode { ScreenSpaceOverlay, ScreenSpaceCamera, WorldSpace }
    public enum TextureFormat { RGB24 }
    public enum RenderTextureFormat { ARGB32 }
    public enum RenderTextureReadWrite { sRGB }
    public static class Time { public static float time { get { return 12.5f; } } }
    public static class Mathf { public static int Clamp(int a, int least, int most) { return Math.Max(least, Math.Min(most, a)); } }
    public struct Rect
    {
        public Rect(float x, float y, float width, float height) { this.x = x; this.y = y; this.width = width; this.height = height; }
        public float x, y, width, height;
    }

    public struct SortingLayer
    {
        public int id;
        public static SortingLayer[] layers { get { return new[] { new SortingLayer { id = 0 }, new SortingLayer { id = 77 } }; } }
    }

    public static class SystemInfo
    {
        public static Rendering.GraphicsDeviceType graphicsDeviceType
        {
            get { return Shown.blind ? Rendering.GraphicsDeviceType.Null : Rendering.GraphicsDeviceType.Vulkan; }
        }
    }

    public class Texture : Object { public int width { get; set; } public int height { get; set; } }

    public sealed class RenderTexture : Texture
    {
        public static int lent;
        public static RenderTexture active { get; set; }

        public static RenderTexture GetTemporary(
            int width, int height, int depth, RenderTextureFormat format, RenderTextureReadWrite space)
        {
            lent++;
            return new RenderTexture { width = width, height = height };
        }

        public static void ReleaseTemporary(RenderTexture texture) { lent--; }
    }

    public sealed class Texture2D : Texture
    {
        public Texture2D() { width = height = 64; }
        public Texture2D(int width, int height, TextureFormat format, bool mips) { this.width = width; this.height = height; }
        public void ReadPixels(Rect source, int x, int y) { Shown.drawn.Add("read " + RenderTexture.active.width + "x" + RenderTexture.active.height); }
        public void Apply() { }
    }

    public static class ImageConversion
    {
        public static byte[] EncodeToPNG(this Texture2D texture) { Shown.drawn.Add("png"); return Shown.picture; }
        public static byte[] EncodeToJPG(this Texture2D texture, int quality) { Shown.drawn.Add("jpeg"); return Shown.picture; }
    }

    public sealed class Camera : Object
    {
        public static Camera[] allCameras { get { return Shown.cameras.ToArray(); } }
        public float depth { get; set; }
        public float nearClipPlane { get { return 1f; } }
        public int cullingMask { get; set; } = 1;
        public RenderTexture targetTexture { get; set; }

        public void Render()
        {
            if (Shown.breaks) { throw new InvalidOperationException("the pipeline broke"); }
            Shown.drawn.Add(name + " " + targetTexture.width + "x" + targetTexture.height);
            Shown.drawn.AddRange(Shown.canvases.Where(canvas => canvas.rootCanvas.worldCamera == this).Select(canvas => "  " + canvas));
        }
    }

    public sealed class GameObject : Object
    {
        public Component[] components = new Component[0];
        public string prefab;
        public GameObject() { transform = new Transform { gameObject = this }; }
        public Transform transform { get; private set; }
        public int layer { get { return 5; } }
        public bool activeSelf { get { return true; } }
        public string tag { get { return "Untagged"; } }
        public T[] GetComponents<T>() { return components.Cast<T>().ToArray(); }
    }

    public sealed class Canvas : Object
    {
        public Canvas parent;
        private RenderMode mode;
        public GameObject gameObject { get { return new GameObject(); } }
        public Canvas rootCanvas { get { return parent ?? this; } }
        public bool isRootCanvas { get { return parent == null; } }
        public bool overrideSorting { get; set; }
        public RenderMode renderMode { get { return rootCanvas.mode; } set { mode = value; } }
        public Camera worldCamera { get; set; }
        public float planeDistance { get; set; } = 100;
        public int sortingLayerID { get; set; }
        public int sortingOrder { get; set; }
        public static void ForceUpdateCanvases() { }
        public override string ToString() { return name + " " + renderMode + " " + planeDistance + " " + sortingLayerID + " " + sortingOrder; }
    }
}

namespace UnityEngine.Rendering { public enum GraphicsDeviceType { Null, Vulkan } }
namespace UnityEngine.UIElements { public sealed class UIDocument : Object { } }
