// A small editor that works: scenes that are open, assets that are known, what runs on the next tick.
// Enough of Unity's API for the package's tools for files and scenes; what they do is written down.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using UnityEngine.SceneManagement;

public static class Model
{
    public static string root;
    public static bool playing;
    public static readonly List<string> said = new List<string>();
    public static readonly HashSet<string> known = new HashSet<string>();
    public static readonly HashSet<string> dirty = new HashSet<string>();
    public static List<Scene> scenes = new List<Scene>();
    public static string prefab;

    public static string In(string path) { return Path.Combine(root, path); }

    public static void Tick()
    {
        var due = UnityEditor.EditorApplication.delayCall;
        UnityEditor.EditorApplication.delayCall = null;
        if (due != null) { due(); }
    }
}

namespace UnityEngine
{
    public class Object
    {
        public string path;
        public string name { get; set; }
        public static void DestroyImmediate(Object gone) { }

        public static T[] FindObjectsByType<T>(FindObjectsSortMode order) where T : Object, new()
        {
            var found = typeof(T) == typeof(Canvas) ? Shown.canvases.Cast<T>() : Enumerable.Range(0, Shown.panels).Select(_ => new T());
            return found.ToArray();
        }
    }

    public enum LogType { Error, Assert, Warning, Log, Exception }
    public static class Debug { public static void LogException(Exception error) { Model.said.Add("exception " + error.Message); } }

    public static class Application
    {
        public delegate void LogCallback(string message, string stack, LogType type);
        public static event LogCallback logMessageReceived;
        public static bool isPlaying { get { return Model.playing; } }
        public static string dataPath { get { return Model.In("Assets"); } }
        public static string productName { get { return "My Game"; } }
        public static string unityVersion { get { return "2022.3.10f1"; } }
        public static void Log(string message, LogType type)
        {
            if (logMessageReceived != null) { logMessageReceived(message, "", type); }
        }
    }
}

namespace UnityEngine.SceneManagement
{
    public struct Scene
    {
        public string path { get; set; }
        public bool isDirty { get; set; }
        public GameObject[] GetRootGameObjects() { return Assets.At(path).Skip(1).Cast<GameObject>().ToArray(); }
    }

    public class SceneManager
    {
        public static int sceneCount { get { return Model.scenes.Count; } }
        public static Scene GetSceneAt(int index) { return Model.scenes[index]; }
        public static Scene GetActiveScene() { return Model.scenes[0]; }
    }
}

namespace UnityEditor
{
    public sealed class InitializeOnLoadMethodAttribute : Attribute { }

    public static class EditorApplication
    {
        public delegate void CallbackFunction();
        public static CallbackFunction delayCall;
        public static bool isCompiling { get; set; }
        public static bool isUpdating { get; set; }
        public static bool isPlaying { get { return Model.playing; } }
        public static bool isPlayingOrWillChangePlaymode { get { return Model.playing; } }
    }

    public static class EditorUtility
    {
        public static bool IsDirty(UnityEngine.Object asset) { return Model.dirty.Contains(asset.path); }
    }

    public static class FileUtil
    {
        public static bool DeleteFileOrDirectory(string place)
        {
            File.Delete(place);
            return true;
        }
    }

    public static class AssetDatabase
    {
        public static void ImportAsset(string path)
        {
            var open = SceneManager.sceneCount > 0 && Model.scenes.Any(scene => scene.path == path);
            Model.said.Add("import " + path + (open ? " while it is open: a dialog" : ""));
            Model.known.Add(path);
            var meta = Model.In(path + ".meta");
            if (!File.Exists(meta))
            {
                File.WriteAllText(meta, "fileFormatVersion: 2\nguid: " + Guid.NewGuid().ToString("N") + "\n");
            }
        }

        public static bool DeleteAsset(string path)
        {
            Model.said.Add("delete " + path);
            if (!Model.known.Remove(path)) { return false; }
            File.Delete(Model.In(path));
            File.Delete(Model.In(path + ".meta"));
            return true;
        }

        public static string GUIDToAssetPath(string guid) { return ""; }
        public static bool IsMainAssetAtPathLoaded(string path) { return Model.dirty.Contains(path); }
        public static bool IsValidFolder(string path) { return Directory.Exists(Model.In(path)); }
        public static string GetAssetPath(UnityEngine.Object asset) { return asset.path; }
        public static string[] GetAllAssetPaths() { return Assets.objects.Keys.ToArray(); }
        public static UnityEngine.Object[] LoadAllAssetsAtPath(string path) { return Assets.At(path); }

        public static UnityEngine.Object LoadMainAssetAtPath(string path)
        {
            return Assets.At(path).FirstOrDefault() ?? new UnityEngine.Object { path = path };
        }

        public static Type GetMainAssetTypeAtPath(string path)
        {
            var main = Assets.At(path).FirstOrDefault();
            return main == null ? null : main.GetType();
        }

        public static string[] GetDependencies(string path, bool recursive) { return Assets.needs[path]; }
    }
}

namespace UnityEditor.SceneManagement
{
    public enum NewSceneSetup { EmptyScene }
    public enum NewSceneMode { Single }
    public enum OpenSceneMode { Single }
    public sealed class SceneSetup { public string path; public bool isLoaded; public bool isActive; }
    public sealed class PrefabStage { public string assetPath; public Scene scene; }

    public static class PrefabStageUtility
    {
        public static PrefabStage GetCurrentPrefabStage()
        {
            return Model.prefab == null
                ? null
                : new PrefabStage { assetPath = Model.prefab, scene = new Scene { isDirty = true } };
        }
    }

    public sealed class EditorSceneManager : SceneManager
    {
        public static SceneSetup[] GetSceneManagerSetup()
        {
            return Model.scenes
                .Select((scene, at) => new SceneSetup { path = scene.path, isLoaded = true, isActive = at == 0 })
                .ToArray();
        }

        public static Scene NewScene(NewSceneSetup setup, NewSceneMode mode) { return Open("", "new scene"); }
        public static Scene OpenScene(string path, OpenSceneMode mode) { return Open(path, "open " + path); }

        public static Scene OpenPreviewScene(string path)
        {
            Model.said.Add("preview " + path);
            return new Scene { path = path };
        }

        public static bool ClosePreviewScene(Scene scene) { Model.said.Add("close " + scene.path); return true; }

        public static void RestoreSceneManagerSetup(SceneSetup[] setup)
        {
            if (!setup.Any(scene => scene.isActive && scene.isLoaded)) { throw new ArgumentException("no active scene"); }
            Model.said.Add("restore " + string.Join(" ", setup.Select(scene => scene.path)));
            Model.scenes = setup.Select(scene => new Scene { path = scene.path }).ToList();
        }

        private static Scene Open(string path, string words)
        {
            if (Model.playing || Model.scenes.Any(scene => scene.isDirty)) { words += " and a dialog"; }
            Model.said.Add(words);
            Model.scenes = new List<Scene> { new Scene { path = path } };
            return Model.scenes[0];
        }
    }
}
