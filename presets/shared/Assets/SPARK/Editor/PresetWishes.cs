using System;
using System.Collections.Generic;
using System.Linq;

// What the JSON files hold. The names of the fields are the names in the files.
namespace Spark.Presets
{
    /// <summary>A preset's file of project settings.</summary>
    [Serializable]
    public sealed class PresetWishes
    {
        public string[] tags = new string[0];
        public OwnLayer[] layers = new OwnLayer[0];
        public OwnSortingLayer[] sorting_layers = new OwnSortingLayer[0];
        public string[] build_scenes = new string[0];
        public ValueWish[] values = new ValueWish[0];
        public ValueWish[] quality = new ValueWish[0];
    }

    /// <summary>One scalar; asset is empty where every quality level is meant.</summary>
    [Serializable]
    public sealed class ValueWish
    {
        public string asset = "";
        public string property = "";
        public string[] defaults = new string[0];
        public string value = "";
    }

    [Serializable]
    public sealed class OwnLayer
    {
        public string name = "";
        public int slot;
    }

    [Serializable]
    public sealed class OwnSortingLayer
    {
        public string name = "";
        public long id;
    }

    /// <summary>A scalar that a preset has set; level is empty outside of quality levels.</summary>
    [Serializable]
    public sealed class OwnValue
    {
        public string asset = "";
        public string property = "";
        public string level = "";
        public string before = "";
        public string value = "";
    }

    /// <summary>A file as it was merged last; no hash while that is under way.</summary>
    [Serializable]
    public sealed class MergedFile
    {
        public string path = "";
        public string sha256 = "";
    }

    /// <summary>What presets have put into the settings, so that it can be taken out again.</summary>
    [Serializable]
    public sealed class SettingsLedger
    {
        public MergedFile[] files = new MergedFile[0];
        public string[] tags = new string[0];
        public OwnLayer[] layers = new OwnLayer[0];
        public OwnSortingLayer[] sorting_layers = new OwnSortingLayer[0];
        public string[] build_scenes = new string[0];
        public OwnValue[] values = new OwnValue[0];

        /// <summary>
        /// What may be ours while the settings become what other says: whatever ends that half-way,
        /// the next merge begins anew and knows what to take out.
        /// </summary>
        public SettingsLedger WithAllOf(SettingsLedger other)
        {
            var paths = files.Concat(other.files).Select(file => file.path).Distinct();
            return new SettingsLedger
            {
                files = paths.Select(path => new MergedFile { path = path }).ToArray(),
                tags = tags.Union(other.tags).ToArray(),
                layers = Joined(layers, other.layers, layer => layer.name + "/" + layer.slot),
                sorting_layers = Joined(sorting_layers, other.sorting_layers, layer => layer.name + "/" + layer.id),
                build_scenes = build_scenes.Union(other.build_scenes).ToArray(),
                values = Joined(values, other.values, value => value.asset + "/" + value.property + "/" + value.level),
            };
        }

        private static T[] Joined<T>(T[] old, T[] more, Func<T, string> key)
        {
            var keys = new HashSet<string>(more.Select(key));
            return old.Where(entry => !keys.Contains(key(entry))).Concat(more).ToArray();
        }
    }

    /// <summary>A settings file that is in the project now.</summary>
    public sealed class WantedFile
    {
        public string path = "";
        public string sha256 = "";
        public PresetWishes wishes = new PresetWishes();
    }
}
