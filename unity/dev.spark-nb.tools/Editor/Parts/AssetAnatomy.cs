using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using UnityEditor;
using UnityEditor.SceneManagement;
using UnityEngine;

namespace Spark.Tools
{
    /// <summary>Takes an asset apart: what it is made of, what it needs, and what needs it.</summary>
    internal static class AssetAnatomy
    {
        private const int MostParts = 2000;

        public static JObject TakeApart(JObject given)
        {
            var path = ProjectPath.Check("path", new Arguments(given, "path").Text("path"));
            var type = AssetDatabase.GetMainAssetTypeAtPath(path);
            if (type == null || AssetDatabase.IsValidFolder(path))
            {
                throw new Refusal("not_found", $"There is no asset {path}.", "Check the path.");
            }
            var kind = Kind(path, type);
            var users = new AssetUsers(path);
            var parts = AtMost(PartsOf(path, kind).ToList()).Concat(users.LeftOut);
            return new JObject
            {
                { "path", path }, { "kind", kind }, { "parts", new JArray(parts) },
                { "needs", new JArray(Needs(path)) }, { "needed_by", new JArray(users.Paths) },
            };
        }

        private static string Kind(string path, System.Type type)
        {
            switch (Path.GetExtension(path).ToLowerInvariant())
            {
                case ".unity": return "scene";
                case ".prefab": return "prefab";
                case ".anim": return "animation";
                case ".controller": return "animator";
                case ".mat": return "material";
                case ".physicsmaterial2d": return "physics material";
                case ".cs": return "script";
            }
            if (typeof(Texture).IsAssignableFrom(type))
            {
                return "texture";
            }
            return type == typeof(AudioClip) ? "audio"
                : type == typeof(Font) ? "font"
                : type == typeof(TextAsset) ? "text"
                : type == typeof(GameObject) ? "model"
                : type == typeof(DefaultAsset) ? "binary"
                : "asset";
        }

        private static IEnumerable<JObject> PartsOf(string path, string kind)
        {
            if (kind == "scene")
            {
                return SceneParts(path);
            }
            var main = AssetDatabase.LoadMainAssetAtPath(path);
            if (main is GameObject root)
            {
                return Hierarchy.Of(root);
            }
            var objects = AssetDatabase.LoadAllAssetsAtPath(path).Where(part => part != null);
            return objects.Select(part => ObjectPart.Of(part, part == main));
        }

        // As Unity shows a prefab: beside the scenes that are open, which stay as they are.
        private static List<JObject> SceneParts(string path)
        {
            var scene = EditorSceneManager.OpenPreviewScene(path);
            try
            {
                return scene.GetRootGameObjects().SelectMany(Hierarchy.Of).ToList();
            }
            finally
            {
                EditorSceneManager.ClosePreviewScene(scene);
            }
        }

        private static IEnumerable<JObject> AtMost(List<JObject> parts)
        {
            var leftOut = parts.Count - MostParts;
            return leftOut <= 0 ? parts : parts.Take(MostParts).Concat(new[] { LeftOut($"{leftOut} more", leftOut) });
        }

        internal static JObject LeftOut(string name, int count)
        {
            return new JObject { { "name", name }, { "kind", "left_out" }, { "count", count } };
        }

        private static IEnumerable<string> Needs(string path)
        {
            return AssetDatabase.GetDependencies(path, false)
                .Where(needed => needed != path)
                .OrderBy(needed => needed, System.StringComparer.Ordinal);
        }
    }
}
