using System;
using UnityEngine;

namespace UnityEditor
{
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class MenuItem : Attribute
    {
        public MenuItem(string path) { }
        public MenuItem(string path, bool validates) { }
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class InitializeOnLoadAttribute : Attribute { }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class InitializeOnLoadMethodAttribute : Attribute { }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class CustomEditor : Attribute { public CustomEditor(Type type) { } }

    public class Editor : ScriptableObject
    {
        public extern UnityEngine.Object target { get; }
        public extern SerializedObject serializedObject { get; }
        public virtual extern void OnInspectorGUI();
        public extern bool DrawDefaultInspector();
    }

    public sealed class SerializedObject
    {
        public extern SerializedObject(UnityEngine.Object target);
        public extern SerializedProperty FindProperty(string path);
        public extern bool ApplyModifiedProperties();
        public extern bool ApplyModifiedPropertiesWithoutUndo();
        public extern void Update();
    }

    public enum SerializedPropertyType
    {
        Generic = -1, Integer = 0, Boolean = 1, Float = 2, String = 3, Color = 4, ObjectReference = 5, Enum = 7,
    }

    public sealed class SerializedProperty
    {
        public extern SerializedPropertyType propertyType { get; }
        public extern bool isArray { get; }
        public extern int arraySize { get; set; }
        public extern int intValue { get; set; }
        public extern long longValue { get; set; }
        public extern bool boolValue { get; set; }
        public extern float floatValue { get; set; }
        public extern string stringValue { get; set; }
        public extern SerializedProperty GetArrayElementAtIndex(int index);
        public extern SerializedProperty FindPropertyRelative(string path);
        public extern void InsertArrayElementAtIndex(int index);
        public extern void DeleteArrayElementAtIndex(int index);
    }

    public static class AssetDatabase
    {
        public static extern UnityEngine.Object[] LoadAllAssetsAtPath(string path);
        public static extern T LoadAssetAtPath<T>(string path) where T : UnityEngine.Object;
        public static extern string[] FindAssets(string filter);
        public static extern string[] FindAssets(string filter, string[] folders);
        public static extern string GUIDToAssetPath(string guid);
        public static extern string AssetPathToGUID(string path);
        public static extern string GetAssetPath(UnityEngine.Object asset);
        public static extern void SaveAssets();
        public static extern void Refresh();
        public static extern void ImportAsset(string path);
        public static extern bool DeleteAsset(string path);
        public static extern bool IsValidFolder(string path);
        public static extern bool IsMainAssetAtPathLoaded(string path);
        public static extern UnityEngine.Object LoadMainAssetAtPath(string path);
        public static extern Type GetMainAssetTypeAtPath(string path);
        public static extern string[] GetAllAssetPaths();
        public static extern string[] GetDependencies(string path, bool recursive);
    }

    public class AssetPostprocessor
    {
        public extern string assetPath { get; }
    }

    public sealed class EditorBuildSettingsScene
    {
        public extern EditorBuildSettingsScene(string path, bool enabled);
        public extern string path { get; set; }
        public extern bool enabled { get; set; }
        public extern GUID guid { get; set; }
    }

    public struct GUID
    {
        public extern GUID(string hex);
        public static extern bool TryParse(string hex, out GUID guid);
    }

    public static class EditorBuildSettings { public static extern EditorBuildSettingsScene[] scenes { get; set; } }
    public static class EditorApplication
    {
        public delegate void CallbackFunction();
        public static CallbackFunction delayCall;
        public static extern bool isCompiling { get; }
        public static extern bool isUpdating { get; }
        public static extern bool isPlaying { get; set; }
        public static extern bool isPlayingOrWillChangePlaymode { get; }
    }

    public static class EditorUtility
    {
        public static extern bool DisplayDialog(string title, string message, string ok);
        public static extern bool DisplayDialog(string title, string message, string ok, string cancel);
        public static extern void SetDirty(UnityEngine.Object target);
        public static extern bool IsDirty(UnityEngine.Object target);
    }
}
