using System;

namespace UnityEngine
{
    public enum RuntimePlatform { OSXEditor = 0, OSXPlayer = 1, WindowsPlayer = 2, WindowsEditor = 7, IPhonePlayer = 8, Android = 11, LinuxPlayer = 13, LinuxEditor = 16, WebGLPlayer = 17 }

    public static class Application
    {
        public static extern bool isPlaying { get; }
        public static extern bool isEditor { get; }
        public static extern bool isFocused { get; }
        public static extern bool isMobilePlatform { get; }
        public static extern RuntimePlatform platform { get; }
        public static extern string persistentDataPath { get; }
        public static extern string streamingAssetsPath { get; }
        public static extern string dataPath { get; }
        public static extern string version { get; }
        public static extern string unityVersion { get; }
        public static extern string productName { get; }
        public static extern int targetFrameRate { get; set; }
        public static extern bool runInBackground { get; set; }
        public static extern void Quit();
        public static extern void OpenURL(string url);
        public static extern event Action quitting;
        public static extern event LogCallback logMessageReceived;
        public delegate void LogCallback(string message, string stack, LogType type);
        public static extern event Action<bool> focusChanged;
    }

    public enum LogType { Error, Assert, Warning, Log, Exception }

    public static class SystemInfo { public static extern Rendering.GraphicsDeviceType graphicsDeviceType { get; } }

    public static class Time
    {
        public static extern float time { get; }
        public static extern float timeSinceLevelLoad { get; }
        public static extern float deltaTime { get; }
        public static extern float fixedDeltaTime { get; set; }
        public static extern float fixedTime { get; }
        public static extern float unscaledTime { get; }
        public static extern float unscaledDeltaTime { get; }
        public static extern float realtimeSinceStartup { get; }
        public static extern float timeScale { get; set; }
        public static extern int frameCount { get; }
    }

    public static class Screen
    {
        public static extern int width { get; }
        public static extern int height { get; }
        public static extern bool fullScreen { get; set; }
        public static extern void SetResolution(int width, int height, bool fullScreen);
    }

    public enum CursorLockMode { None, Locked, Confined }

    public static class Cursor
    {
        public static extern bool visible { get; set; }
        public static extern CursorLockMode lockState { get; set; }
        public static extern void SetCursor(Texture2D picture, Vector2 hotspot, CursorMode mode);
    }

    public enum CursorMode { Auto, ForceSoftware }

    public static class PlayerPrefs
    {
        public static extern int GetInt(string key);
        public static extern int GetInt(string key, int otherwise);
        public static extern float GetFloat(string key);
        public static extern float GetFloat(string key, float otherwise);
        public static extern string GetString(string key);
        public static extern string GetString(string key, string otherwise);
        public static extern void SetInt(string key, int value);
        public static extern void SetFloat(string key, float value);
        public static extern void SetString(string key, string value);
        public static extern bool HasKey(string key);
        public static extern void DeleteKey(string key);
        public static extern void DeleteAll();
        public static extern void Save();
    }

    public static class JsonUtility
    {
        public static extern string ToJson(object value);
        public static extern string ToJson(object value, bool pretty);
        public static extern T FromJson<T>(string json);
        public static extern void FromJsonOverwrite(string json, object target);
    }

    public enum KeyCode
    {
        None = 0, Backspace = 8, Tab = 9, Return = 13, Escape = 27, Space = 32, LeftControl = 306, RightControl = 305,
        LeftShift = 304, RightShift = 303, LeftAlt = 308, UpArrow = 273, DownArrow = 274, RightArrow = 275, LeftArrow = 276,
        F1 = 282, F2 = 283, F3 = 284, F5 = 286, F9 = 290, KeypadEnter = 271, PageUp = 280, PageDown = 281,
        Alpha0 = 48, Alpha1 = 49, Alpha2 = 50, Alpha3 = 51, Alpha4 = 52, Alpha5 = 53, Alpha6 = 54, Alpha7 = 55, Alpha8 = 56, Alpha9 = 57,
        A = 97, B = 98, C = 99, D = 100, E = 101, F = 102, G = 103, H = 104, I = 105, J = 106, K = 107, L = 108, M = 109,
        N = 110, O = 111, P = 112, Q = 113, R = 114, S = 115, T = 116, U = 117, V = 118, W = 119, X = 120, Y = 121, Z = 122,
        Mouse0 = 323, Mouse1 = 324, Mouse2 = 325, JoystickButton0 = 330, JoystickButton1 = 331, JoystickButton2 = 332, JoystickButton7 = 337,
    }

    public static class Input
    {
        public static extern Vector3 mousePosition { get; }
        public static extern Vector2 mouseScrollDelta { get; }
        public static extern bool anyKey { get; }
        public static extern bool anyKeyDown { get; }
        public static extern bool mousePresent { get; }
        public static extern int touchCount { get; }
        public static extern float GetAxis(string axis);
        public static extern float GetAxisRaw(string axis);
        public static extern bool GetButton(string button);
        public static extern bool GetButtonDown(string button);
        public static extern bool GetButtonUp(string button);
        public static extern bool GetKey(KeyCode key);
        public static extern bool GetKeyDown(KeyCode key);
        public static extern bool GetKeyUp(KeyCode key);
        public static extern bool GetMouseButton(int button);
        public static extern bool GetMouseButtonDown(int button);
        public static extern bool GetMouseButtonUp(int button);
        public static extern Touch GetTouch(int index);
    }

    public enum TouchPhase { Began, Moved, Stationary, Ended, Canceled }

    public struct Touch
    {
        public extern int fingerId { get; }
        public extern Vector2 position { get; }
        public extern TouchPhase phase { get; }
    }
}

namespace UnityEngine.SceneManagement
{
    using UnityEngine.Events;

    public enum LoadSceneMode { Single, Additive }

    public struct Scene
    {
        public extern string name { get; }
        public extern string path { get; }
        public extern int buildIndex { get; }
        public extern bool isLoaded { get; }
        public extern bool isDirty { get; }
        public extern GameObject[] GetRootGameObjects();
    }

    public class SceneManager
    {
        public static extern int sceneCount { get; }
        public static extern int sceneCountInBuildSettings { get; }
        public static extern Scene GetActiveScene();
        public static extern Scene GetSceneAt(int index);
        public static extern void LoadScene(string name);
        public static extern void LoadScene(string name, LoadSceneMode mode);
        public static extern void LoadScene(int buildIndex);
        public static extern AsyncOperation LoadSceneAsync(string name);
        public static extern AsyncOperation LoadSceneAsync(string name, LoadSceneMode mode);
        public static extern AsyncOperation UnloadSceneAsync(string name);
        public static extern event UnityAction<Scene, LoadSceneMode> sceneLoaded;
    }
}

namespace UnityEngine.Events
{
    public delegate void UnityAction();
    public delegate void UnityAction<T0>(T0 a);
    public delegate void UnityAction<T0, T1>(T0 a, T1 b);

    [Serializable]
    public abstract class UnityEventBase
    {
        public extern int GetPersistentEventCount();
        public extern void RemoveAllListeners();
    }

    [Serializable]
    public class UnityEvent : UnityEventBase
    {
        private event UnityAction called;
        public void AddListener(UnityAction call) { called += call; }
        public void RemoveListener(UnityAction call) { called -= call; }
        public void Invoke() { if (called != null) { called(); } }
    }

    [Serializable]
    public class UnityEvent<T0> : UnityEventBase
    {
        private event UnityAction<T0> called;
        public void AddListener(UnityAction<T0> call) { called += call; }
        public void RemoveListener(UnityAction<T0> call) { called -= call; }
        public void Invoke(T0 a) { if (called != null) { called(a); } }
    }
}
