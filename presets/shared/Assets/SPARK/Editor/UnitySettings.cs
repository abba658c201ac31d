using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using UnityEditor;

namespace Spark.Presets
{
    /// <summary>The settings of the open project, through Unity's own serializer.</summary>
    public sealed class UnitySettings : ISettings
    {
        private readonly Dictionary<string, SerializedObject> open = new Dictionary<string, SerializedObject>();
        private List<EditorBuildSettingsScene> scenes = EditorBuildSettings.scenes.ToList();

        public IList<string> Tags
        {
            get { return Names(Property("TagManager", "tags")); }
        }

        public void AddTag(string tag)
        {
            Append(Property("TagManager", "tags")).stringValue = tag;
        }

        public void RemoveTag(string tag)
        {
            Property("TagManager", "tags").DeleteArrayElementAtIndex(Tags.IndexOf(tag));
        }

        public IList<string> Layers
        {
            get { return Names(Property("TagManager", "layers")); }
        }

        public void SetLayer(int slot, string name)
        {
            Property("TagManager", "layers").GetArrayElementAtIndex(slot).stringValue = name;
        }

        public IList<OwnSortingLayer> SortingLayers
        {
            get
            {
                return Items(Property("TagManager", "m_SortingLayers"))
                    .Select(item => new OwnSortingLayer
                    {
                        name = item.FindPropertyRelative("name").stringValue,
                        id = item.FindPropertyRelative("uniqueID").longValue,
                    })
                    .ToList();
            }
        }

        public void AddSortingLayer(string name, long id)
        {
            var item = Append(Property("TagManager", "m_SortingLayers"));
            item.FindPropertyRelative("name").stringValue = name;
            item.FindPropertyRelative("uniqueID").longValue = id;
            item.FindPropertyRelative("locked").boolValue = false;
        }

        public void RemoveSortingLayer(string name, long id)
        {
            var layers = SortingLayers;
            var at = layers.IndexOf(layers.First(layer => layer.name == name && layer.id == id));
            Property("TagManager", "m_SortingLayers").DeleteArrayElementAtIndex(at);
        }

        public IList<string> Scenes
        {
            get { return scenes.Select(scene => scene.path).ToList(); }
        }

        public bool SceneExists(string path)
        {
            return AssetDatabase.AssetPathToGUID(path) != "";
        }

        public void AddScene(string path)
        {
            scenes.Add(new EditorBuildSettingsScene(path, true));
        }

        public void RemoveScene(string path)
        {
            scenes = scenes.Where(scene => scene.path != path).ToList();
        }

        public IList<string> QualityLevels
        {
            get { return Levels().Select(level => level.FindPropertyRelative("name").stringValue).ToList(); }
        }

        public string Get(string asset, string property, string level)
        {
            var found = Find(asset, property, level);
            return found == null ? null : Text(found);
        }

        public void Set(string asset, string property, string level, string value)
        {
            var found = Find(asset, property, level);
            switch (found.propertyType)
            {
                case SerializedPropertyType.Boolean:
                    found.boolValue = value != "0";
                    break;
                case SerializedPropertyType.Float:
                    found.floatValue = float.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case SerializedPropertyType.String:
                    found.stringValue = value;
                    break;
                default:
                    found.longValue = long.Parse(value, CultureInfo.InvariantCulture);
                    break;
            }
        }

        /// <summary>Writes what was changed; nothing of it can be undone by Ctrl+Z.</summary>
        public void Save()
        {
            foreach (var each in open.Values.Where(each => each != null))
            {
                each.ApplyModifiedPropertiesWithoutUndo();
            }
            EditorBuildSettings.scenes = scenes.ToArray();
            AssetDatabase.SaveAssets();
        }

        /// <summary>The scalar as Unity's file has it.</summary>
        private static string Text(SerializedProperty property)
        {
            switch (property.propertyType)
            {
                case SerializedPropertyType.Boolean:
                    return property.boolValue ? "1" : "0";
                case SerializedPropertyType.Float:
                    return property.floatValue.ToString("R", CultureInfo.InvariantCulture);
                case SerializedPropertyType.String:
                    return property.stringValue;
                case SerializedPropertyType.Integer:
                case SerializedPropertyType.Enum:
                    return property.longValue.ToString(CultureInfo.InvariantCulture);
                default:
                    return null;
            }
        }

        private SerializedProperty Find(string asset, string property, string level)
        {
            if (level == "")
            {
                return Property(asset, property);
            }
            var found = Levels().FirstOrDefault(item => item.FindPropertyRelative("name").stringValue == level);
            return found == null ? null : found.FindPropertyRelative(property);
        }

        private IEnumerable<SerializedProperty> Levels()
        {
            return Items(Property("QualitySettings", "m_QualitySettings"));
        }

        private SerializedProperty Property(string asset, string path)
        {
            SerializedObject found;
            if (!open.TryGetValue(asset, out found))
            {
                var assets = AssetDatabase.LoadAllAssetsAtPath("ProjectSettings/" + asset + ".asset");
                found = assets.Length == 0 ? null : new SerializedObject(assets[0]);
                open[asset] = found;
            }
            return found == null ? null : found.FindProperty(path);
        }

        private static IList<string> Names(SerializedProperty list)
        {
            return Items(list).Select(item => item.stringValue).ToList();
        }

        private static IEnumerable<SerializedProperty> Items(SerializedProperty list)
        {
            return list == null
                ? Enumerable.Empty<SerializedProperty>()
                : Enumerable.Range(0, list.arraySize).Select(list.GetArrayElementAtIndex);
        }

        private static SerializedProperty Append(SerializedProperty list)
        {
            list.InsertArrayElementAtIndex(list.arraySize);
            return list.GetArrayElementAtIndex(list.arraySize - 1);
        }
    }
}
