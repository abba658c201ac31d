// Assets of the small editor, and the objects they are made of.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using UnityEngine;

public static class Assets
{
    public static readonly Dictionary<string, UnityEngine.Object[]> objects = new Dictionary<string, UnityEngine.Object[]>();
    public static readonly Dictionary<string, string[]> needs = new Dictionary<string, string[]>();

    public static void Clear()
    {
        objects.Clear();
        needs.Clear();
    }

    public static void Add(JObject given)
    {
        var path = (string)given["path"];
        objects[path] = given["objects"].Select(each => Made((JObject)each)).ToArray();
        needs[path] = given["needs"].Select(each => (string)each).Concat(new[] { path }).ToArray();
    }

    public static UnityEngine.Object[] At(string path)
    {
        UnityEngine.Object[] found;
        return objects.TryGetValue(path, out found) ? found : new UnityEngine.Object[0];
    }

    private static UnityEngine.Object Made(JObject given)
    {
        var type = typeof(GameObject).Assembly.GetType((string)given["type"], true);
        var made = (UnityEngine.Object)Activator.CreateInstance(type);
        made.name = (string)given["name"];
        var root = made as GameObject;
        if (root != null)
        {
            root.transform.name = root.name;
            root.components = given["components"].Select(each => each.Type == JTokenType.Null ? null : (Component)Made((JObject)each)).ToArray();
            foreach (var child in given["children"].Select(each => (GameObject)Made((JObject)each))) { root.transform.children.Add(child.transform); }
            root.prefab = (string)given["prefab"];
        }
        return made;
    }
}

namespace UnityEngine
{
    public class TextAsset : Object { }
    public sealed class Font : Object { }
    public sealed class AudioClip : Object
    {
        public float length { get { return 1.5f; } }
        public int channels { get { return 2; } }
        public int frequency { get { return 44100; } }
    }

    public struct Vector2 { public float x, y; }
    public struct Vector4 { public float x, y, z, w; }

    public sealed class Sprite : Object
    {
        public Rect rect { get { return new Rect(8, 16, 32, 64); } }
        public Vector2 pivot { get { return new Vector2 { x = 16, y = 0 }; } }
        public Vector4 border { get { return new Vector4 { x = 1, y = 2, z = 3, w = 4 }; } }
        public float pixelsPerUnit { get { return 32; } }
    }

    public class Component : Object { }
    public class Behaviour : Component { public bool enabled { get; set; } }
    public class MonoBehaviour : Behaviour { }
    public sealed class Light : Behaviour { }
    public sealed class Collider : Component { }

    public sealed class Transform : Component, IEnumerable
    {
        public readonly List<Transform> children = new List<Transform>();
        public GameObject gameObject;
        public IEnumerator GetEnumerator() { return children.GetEnumerator(); }
    }
}

public sealed class Hero : MonoBehaviour { }

namespace UnityEditor
{
    public sealed class DefaultAsset : UnityEngine.Object { }
    public sealed class SceneAsset : UnityEngine.Object { }

    public sealed class MonoScript : TextAsset
    {
        public static MonoScript FromMonoBehaviour(MonoBehaviour behaviour)
        {
            return new MonoScript { path = "Assets/" + behaviour.GetType().Name + ".cs" };
        }
    }

    public static class PrefabUtility
    {
        public static bool IsAnyPrefabInstanceRoot(GameObject root) { return root.prefab != null; }
        public static string GetPrefabAssetPathOfNearestInstanceRoot(UnityEngine.Object root) { return ((GameObject)root).prefab; }
    }
}
