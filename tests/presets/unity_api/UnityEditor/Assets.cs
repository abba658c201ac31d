namespace UnityEditor
{
    public sealed class DefaultAsset : UnityEngine.Object { }

    public sealed class MonoScript : UnityEngine.TextAsset
    {
        public static extern MonoScript FromMonoBehaviour(UnityEngine.MonoBehaviour behaviour);
    }

    public static class FileUtil { public static extern bool DeleteFileOrDirectory(string path); }

    public static class PrefabUtility
    {
        public static extern bool IsAnyPrefabInstanceRoot(UnityEngine.GameObject root);
        public static extern string GetPrefabAssetPathOfNearestInstanceRoot(UnityEngine.Object instance);
    }
}

namespace UnityEditor.SceneManagement
{
    using UnityEngine.SceneManagement;

    public enum NewSceneSetup { EmptyScene, DefaultGameObjects }
    public enum NewSceneMode { Single, Additive }
    public enum OpenSceneMode { Single, Additive, AdditiveWithoutLoading }

    public sealed class SceneSetup
    {
        public extern string path { get; set; }
        public extern bool isLoaded { get; set; }
        public extern bool isActive { get; set; }
    }

    public sealed class EditorSceneManager : SceneManager
    {
        public static extern SceneSetup[] GetSceneManagerSetup();
        public static extern void RestoreSceneManagerSetup(SceneSetup[] setup);
        public static extern Scene NewScene(NewSceneSetup setup, NewSceneMode mode);
        public static extern Scene OpenScene(string path, OpenSceneMode mode);
        public static extern Scene OpenPreviewScene(string path);
        public static extern bool ClosePreviewScene(Scene scene);
    }

    public sealed class PrefabStage : UnityEngine.ScriptableObject
    {
        public extern string assetPath { get; }
        public extern Scene scene { get; }
    }

    public static class PrefabStageUtility { public static extern PrefabStage GetCurrentPrefabStage(); }
}
