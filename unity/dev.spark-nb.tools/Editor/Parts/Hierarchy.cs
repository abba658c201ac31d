using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using UnityEditor;
using UnityEngine;

namespace Spark.Tools
{
    /// <summary>The objects of a scene or prefab from the top down, each followed by its components.</summary>
    internal static class Hierarchy
    {
        public static IEnumerable<JObject> Of(GameObject root)
        {
            return Below(root, root.name);
        }

        private static IEnumerable<JObject> Below(GameObject found, string path)
        {
            var components = found.GetComponents<Component>();
            yield return Object(found, path, components);
            foreach (var component in components)
            {
                yield return Part(component, path);
            }
            foreach (Transform child in found.transform)
            {
                foreach (var part in Below(child.gameObject, path + "/" + child.name))
                {
                    yield return part;
                }
            }
        }

        private static JObject Object(GameObject found, string path, Component[] components)
        {
            var part = new JObject
            {
                { "name", found.name }, { "kind", "object" }, { "path", path }, { "active", found.activeSelf },
                { "tag", found.tag }, { "layer", found.layer },
                { "components", new JArray(components.Select(TypeName)) },
            };
            if (PrefabUtility.IsAnyPrefabInstanceRoot(found))
            {
                part["prefab"] = PrefabUtility.GetPrefabAssetPathOfNearestInstanceRoot(found);
            }
            return part;
        }

        private static JObject Part(Component component, string owner)
        {
            var part = new JObject
            {
                { "name", TypeName(component) }, { "kind", "component" }, { "object", owner },
                { "enabled", !(component is Behaviour) || ((Behaviour)component).enabled },
            };
            if (component is MonoBehaviour behaviour)
            {
                part["script"] = AssetDatabase.GetAssetPath(MonoScript.FromMonoBehaviour(behaviour));
            }
            return part;
        }

        private static string TypeName(Component component)
        {
            return component == null ? "missing script" : component.GetType().Name;
        }
    }
}
