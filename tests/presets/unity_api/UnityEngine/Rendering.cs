using System;

namespace UnityEngine
{
    public class Texture : Object
    {
        public extern int width { get; }
        public extern int height { get; }
        public extern FilterMode filterMode { get; set; }
    }

    public enum FilterMode { Point, Bilinear, Trilinear }
    public enum TextureFormat { RGB24 = 3, RGBA32 = 4 }

    public class Texture2D : Texture
    {
        public extern Texture2D(int width, int height);
        public extern Texture2D(int width, int height, TextureFormat format, bool mipChain);
        public extern void SetPixel(int x, int y, Color colour);
        public extern void Apply();
        public extern void ReadPixels(Rect source, int x, int y);
        public static extern Texture2D whiteTexture { get; }
    }

    public class RenderTexture : Texture
    {
        public extern RenderTexture(int width, int height, int depth);
        public static extern RenderTexture GetTemporary(int width, int height, int depth, RenderTextureFormat format, RenderTextureReadWrite space);
        public static extern void ReleaseTemporary(RenderTexture texture);
        public extern void Release();
        public static extern RenderTexture active { get; set; }
    }

    public enum RenderTextureFormat { ARGB32 = 0, Depth = 1 }
    public enum RenderTextureReadWrite { Default, Linear, sRGB }

    public static class ImageConversion
    {
        public static extern byte[] EncodeToPNG(this Texture2D texture);
        public static extern byte[] EncodeToJPG(this Texture2D texture, int quality);
        public static extern bool LoadImage(this Texture2D texture, byte[] data);
    }

    public static class ScreenCapture { public static extern Texture2D CaptureScreenshotAsTexture(); }

    public sealed class Sprite : Object
    {
        public extern Rect rect { get; }
        public extern Bounds bounds { get; }
        public extern Texture2D texture { get; }
        public extern float pixelsPerUnit { get; }
        public extern Vector4 border { get; }
        public extern Vector2 pivot { get; }
        public static extern Sprite Create(Texture2D texture, Rect rect, Vector2 pivot);
        public static extern Sprite Create(Texture2D texture, Rect rect, Vector2 pivot, float pixelsPerUnit);
    }

    public sealed class Material : Object
    {
        public extern Material(Shader shader);
        public extern Color color { get; set; }
        public extern void SetFloat(string name, float value);
        public extern void SetColor(string name, Color value);
    }

    public sealed class Shader : Object { public static extern Shader Find(string name); }

    public class Renderer : Component
    {
        public extern bool enabled { get; set; }
        public extern bool isVisible { get; }
        public extern Bounds bounds { get; }
        public extern Material material { get; set; }
        public extern int sortingLayerID { get; set; }
        public extern string sortingLayerName { get; set; }
        public extern int sortingOrder { get; set; }
    }

    public enum SpriteDrawMode { Simple, Sliced, Tiled }

    public sealed class SpriteRenderer : Renderer
    {
        public extern Sprite sprite { get; set; }
        public extern Color color { get; set; }
        public extern bool flipX { get; set; }
        public extern bool flipY { get; set; }
        public extern Vector2 size { get; set; }
        public extern SpriteDrawMode drawMode { get; set; }
    }

    public sealed class LineRenderer : Renderer
    {
        public extern int positionCount { get; set; }
        public extern void SetPosition(int index, Vector3 position);
    }

    public sealed class TrailRenderer : Renderer
    {
        public extern float time { get; set; }
        public extern void Clear();
    }

    public sealed class ParticleSystem : Component
    {
        public extern bool isPlaying { get; }
        public extern void Play();
        public extern void Stop();
        public extern void Emit(int count);
    }

    public struct SortingLayer
    {
        public extern int id { get; }
        public extern string name { get; }
        public static extern int NameToID(string name);
        public static extern SortingLayer[] layers { get; }
    }

    public sealed class Camera : Behaviour
    {
        public static extern Camera main { get; }
        public static extern Camera[] allCameras { get; }
        public extern float depth { get; set; }
        public extern float nearClipPlane { get; set; }
        public extern bool orthographic { get; set; }
        public extern float orthographicSize { get; set; }
        public extern float aspect { get; set; }
        public extern Color backgroundColor { get; set; }
        public extern int cullingMask { get; set; }
        public extern Rect rect { get; set; }
        public extern int pixelWidth { get; }
        public extern int pixelHeight { get; }
        public extern RenderTexture targetTexture { get; set; }
        public extern Vector3 ScreenToWorldPoint(Vector3 point);
        public extern Vector3 WorldToScreenPoint(Vector3 point);
        public extern Vector3 WorldToViewportPoint(Vector3 point);
        public extern Vector3 ViewportToWorldPoint(Vector3 point);
        public extern void Render();
    }

    public sealed class Font : Object { public extern int fontSize { get; } }
    public enum TextAnchor { UpperLeft, UpperCenter, UpperRight, MiddleLeft, MiddleCenter, MiddleRight, LowerLeft, LowerCenter, LowerRight }
    public enum HorizontalWrapMode { Wrap, Overflow }
    public enum VerticalWrapMode { Truncate, Overflow }
    public enum FontStyle { Normal, Bold, Italic, BoldAndItalic }
    public enum RenderMode { ScreenSpaceOverlay, ScreenSpaceCamera, WorldSpace }

    public sealed class Canvas : Behaviour
    {
        public extern RenderMode renderMode { get; set; }
        public extern Camera worldCamera { get; set; }
        public extern int sortingOrder { get; set; }
        public extern int sortingLayerID { get; set; }
        public extern bool overrideSorting { get; set; }
        public extern bool isRootCanvas { get; }
        public extern Canvas rootCanvas { get; }
        public extern float planeDistance { get; set; }
        public extern float scaleFactor { get; set; }
        public static extern void ForceUpdateCanvases();
    }

    public sealed class CanvasGroup : Behaviour
    {
        public extern float alpha { get; set; }
        public extern bool interactable { get; set; }
        public extern bool blocksRaycasts { get; set; }
    }

    public sealed class CanvasRenderer : Component { }

    public sealed class AnimationClip : Object
    {
        public extern float length { get; }
        public extern float frameRate { get; set; }
    }

    public sealed class AnimationCurve
    {
        public AnimationCurve() { }
        public extern AnimationCurve(params Keyframe[] keys);
        public extern float Evaluate(float time);
        public static extern AnimationCurve EaseInOut(float startTime, float start, float endTime, float end);
        public static extern AnimationCurve Linear(float startTime, float start, float endTime, float end);
    }

    public struct Keyframe { public Keyframe(float time, float value) { } }

    public class RuntimeAnimatorController : Object { }
    public enum AnimatorUpdateMode { Normal = 0, Fixed = 1, UnscaledTime = 2 }

    public struct AnimatorStateInfo
    {
        public extern float normalizedTime { get; }
        public extern float length { get; }
        public extern bool IsName(string name);
    }

    public sealed class Animator : Behaviour
    {
        public extern float speed { get; set; }
        public extern RuntimeAnimatorController runtimeAnimatorController { get; set; }
        public extern AnimatorUpdateMode updateMode { get; set; }
        public static extern int StringToHash(string name);
        public extern void SetFloat(int id, float value);
        public extern void SetFloat(string name, float value);
        public extern void SetBool(int id, bool value);
        public extern void SetBool(string name, bool value);
        public extern void SetInteger(int id, int value);
        public extern void SetInteger(string name, int value);
        public extern void SetTrigger(int id);
        public extern void SetTrigger(string name);
        public extern void ResetTrigger(int id);
        public extern void Play(int state);
        public extern void Play(string state);
        public extern void Play(int state, int layer, float normalizedTime);
        public extern void Play(string state, int layer, float normalizedTime);
        public extern AnimatorStateInfo GetCurrentAnimatorStateInfo(int layer);
        public extern void Update(float deltaTime);
    }

    public sealed class AudioClip : Object
    {
        public extern float length { get; }
        public extern int channels { get; }
        public extern int frequency { get; }
    }

    public sealed class AudioListener : Behaviour
    {
        public static extern float volume { get; set; }
        public static extern bool pause { get; set; }
    }

    public sealed class AudioSource : Behaviour
    {
        public extern AudioClip clip { get; set; }
        public extern float volume { get; set; }
        public extern float pitch { get; set; }
        public extern float time { get; set; }
        public extern bool loop { get; set; }
        public extern bool mute { get; set; }
        public extern bool isPlaying { get; }
        public extern bool playOnAwake { get; set; }
        public extern bool ignoreListenerPause { get; set; }
        public extern void Play();
        public extern void Pause();
        public extern void UnPause();
        public extern void Stop();
        public extern void PlayOneShot(AudioClip clip);
        public extern void PlayOneShot(AudioClip clip, float volume);
        public static extern void PlayClipAtPoint(AudioClip clip, Vector3 position);
    }
}

namespace UnityEngine.Rendering
{
    public enum GraphicsDeviceType { Null = 4, OpenGLCore = 17, Vulkan = 21, Metal = 16, Direct3D11 = 2, Direct3D12 = 18 }

    public sealed class SortingGroup : Behaviour
    {
        public extern int sortingOrder { get; set; }
        public extern string sortingLayerName { get; set; }
    }
}

namespace UnityEngine.Tilemaps
{
    [Flags]
    public enum TileFlags { None = 0, LockColor = 1, LockTransform = 2, LockAll = 3, InstantiateGameObjectRuntimeOnly = 4 }

    public struct TileData
    {
        public extern Sprite sprite { get; set; }
        public extern Color color { get; set; }
        public extern GameObject gameObject { get; set; }
        public extern TileFlags flags { get; set; }
        public extern Tile.ColliderType colliderType { get; set; }
    }

    public class ITilemap
    {
        internal ITilemap() { }
        public extern TileBase GetTile(Vector3Int position);
        public extern void RefreshTile(Vector3Int position);
    }

    public abstract class TileBase : ScriptableObject
    {
        public virtual extern void RefreshTile(Vector3Int position, ITilemap tilemap);
        public virtual extern void GetTileData(Vector3Int position, ITilemap tilemap, ref TileData tileData);
    }

    public class Tile : TileBase
    {
        public enum ColliderType { None, Sprite, Grid }
        public extern Sprite sprite { get; set; }
        public extern Color color { get; set; }
        public extern ColliderType colliderType { get; set; }
        public override extern void GetTileData(Vector3Int position, ITilemap tilemap, ref TileData tileData);
    }

    public sealed class Tilemap : Behaviour
    {
        public extern Vector3Int WorldToCell(Vector3 position);
        public extern Vector3 CellToWorld(Vector3Int cell);
        public extern Vector3 GetCellCenterWorld(Vector3Int cell);
        public extern bool HasTile(Vector3Int cell);
        public extern TileBase GetTile(Vector3Int cell);
        public extern void SetTile(Vector3Int cell, TileBase tile);
        public extern Bounds localBounds { get; }
    }
}

namespace UnityEngine.UIElements
{
    public sealed class UIDocument : MonoBehaviour { }
}
