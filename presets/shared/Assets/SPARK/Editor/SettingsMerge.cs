using System;
using System.Collections.Generic;
using System.Linq;

namespace Spark.Presets
{
    /// <summary>
    /// Merges what presets want into a project's settings and takes out what none wants any more.
    /// What is there stays as it is; a layer goes to the slot its preset's scenes use, else to a
    /// free one; presets that want the same share it; a scalar is set only where it has Unity's
    /// default; taken out is only what is still as we put it.
    /// </summary>
    public sealed class SettingsMerge
    {
        private const string Quality = "QualitySettings";
        private static readonly string[] BuiltInTags =
        {
            "Untagged", "Respawn", "Finish", "EditorOnly", "MainCamera", "Player", "GameController",
        };
        private static readonly int[] OldSlots = { 6, 7, 3 };

        private readonly ISettings settings;
        private readonly List<WantedFile> wanted;
        private readonly List<PresetWishes> fresh;
        private readonly SettingsLedger ledger;
        private readonly Action<string> note;

        private SettingsMerge(
            ISettings settings, IEnumerable<WantedFile> wanted, SettingsLedger ledger, Action<string> note)
        {
            this.settings = settings;
            this.ledger = ledger;
            this.note = note;
            var order = ledger.files.Select(file => file.path).ToList();
            this.wanted = wanted
                .OrderBy(file => order.Contains(file.path) ? order.IndexOf(file.path) : order.Count)
                .ThenBy(file => file.path, StringComparer.Ordinal)
                .ToList();
            fresh = this.wanted.Where(file => !IsMerged(file)).Select(file => file.wishes).ToList();
        }

        /// <summary>Changes the settings and returns the ledger afterwards; tells note what the user should know.</summary>
        public static SettingsLedger Run(
            ISettings settings, IEnumerable<WantedFile> wanted, SettingsLedger ledger, Action<string> note)
        {
            var merge = new SettingsMerge(settings, wanted, ledger, note);
            return new SettingsLedger
            {
                files = merge.wanted
                    .Select(file => new MergedFile { path = file.path, sha256 = file.sha256 })
                    .ToArray(),
                tags = merge.Tags(),
                layers = merge.Layers(),
                sorting_layers = merge.SortingLayers(),
                build_scenes = merge.Scenes(),
                values = merge.Values(),
            };
        }

        private bool IsMerged(WantedFile file)
        {
            return ledger.files.Any(known => known.path == file.path && known.sha256 == file.sha256);
        }

        private string[] Tags()
        {
            var own = ledger.tags.ToList();
            foreach (var tag in own.Except(wanted.SelectMany(file => file.wishes.tags)).ToList())
            {
                own.Remove(tag);
                if (settings.Tags.Contains(tag))
                {
                    settings.RemoveTag(tag);
                }
            }
            foreach (var tag in fresh.SelectMany(wishes => wishes.tags))
            {
                if (!settings.Tags.Contains(tag) && !BuiltInTags.Contains(tag))
                {
                    settings.AddTag(tag);
                    own.Add(tag);
                }
            }
            return own.Distinct().ToArray();
        }

        private OwnLayer[] Layers()
        {
            var names = wanted.SelectMany(file => file.wishes.layers).Select(layer => layer.name).ToList();
            var own = ledger.layers.ToList();
            foreach (var layer in own.Where(layer => !names.Contains(layer.name)).ToList())
            {
                own.Remove(layer);
                if (layer.slot < settings.Layers.Count && settings.Layers[layer.slot] == layer.name)
                {
                    settings.SetLayer(layer.slot, "");
                }
            }
            foreach (var wish in fresh.SelectMany(wishes => wishes.layers))
            {
                var added = AddLayer(wish);
                if (added != null)
                {
                    own.RemoveAll(layer => layer.name == added.name);
                    own.Add(added);
                }
            }
            return own.ToArray();
        }

        private OwnLayer AddLayer(OwnLayer wish)
        {
            var names = settings.Layers;
            if (names.Contains(wish.name))
            {
                return null;
            }
            var order = new[] { wish.slot }.Concat(Enumerable.Range(8, 24)).Concat(OldSlots);
            foreach (var slot in order.Where(slot => slot < names.Count && names[slot] == ""))
            {
                settings.SetLayer(slot, wish.name);
                if (slot != wish.slot)
                {
                    note($"The layer {wish.name} is in slot {slot}, since yours has {wish.slot}; scripts find it by name.");
                }
                return new OwnLayer { name = wish.name, slot = slot };
            }
            note($"All layers are taken, so there is no layer {wish.name}. Free one of yours.");
            return null;
        }

        private OwnSortingLayer[] SortingLayers()
        {
            var wishes = wanted.SelectMany(file => file.wishes.sorting_layers).ToList();
            var own = ledger.sorting_layers.ToList();
            foreach (var layer in own.Where(layer => !wishes.Any(wish => Same(wish, layer))).ToList())
            {
                own.Remove(layer);
                if (settings.SortingLayers.Any(there => Same(there, layer)))
                {
                    settings.RemoveSortingLayer(layer.name, layer.id);
                }
            }
            foreach (var wish in fresh.SelectMany(file => file.sorting_layers))
            {
                var there = settings.SortingLayers;
                if (there.Any(layer => Same(layer, wish)))
                {
                    continue;
                }
                if (there.Any(layer => layer.name == wish.name || layer.id == wish.id))
                {
                    note($"The sorting layer {wish.name} is yours, with another name or id; it stays.");
                    continue;
                }
                settings.AddSortingLayer(wish.name, wish.id);
                own.RemoveAll(layer => Same(layer, wish));
                own.Add(wish);
            }
            return own.ToArray();
        }

        private static bool Same(OwnSortingLayer one, OwnSortingLayer other)
        {
            return one.name == other.name && one.id == other.id;
        }

        private string[] Scenes()
        {
            var own = ledger.build_scenes.ToList();
            foreach (var path in own.Except(wanted.SelectMany(file => file.wishes.build_scenes)).ToList())
            {
                own.Remove(path);
                if (settings.Scenes.Contains(path))
                {
                    settings.RemoveScene(path);
                }
            }
            foreach (var path in fresh.SelectMany(wishes => wishes.build_scenes))
            {
                if (!settings.Scenes.Contains(path) && settings.SceneExists(path))
                {
                    settings.AddScene(path);
                    own.Add(path);
                }
            }
            return own.Distinct().ToArray();
        }

        private OwnValue[] Values()
        {
            var first = new List<OwnValue>();
            foreach (var wish in wanted.SelectMany(file => Keys(file.wishes)))
            {
                if (!first.Any(known => SameKey(known, wish.Key)))
                {
                    first.Add(Copy(wish.Key, wish.Value.value));
                }
            }
            var own = ledger.values
                .Select(value => Follow(value, first.Find(known => SameKey(known, value))))
                .Where(value => value != null)
                .ToList();
            foreach (var wish in fresh.SelectMany(Keys))
            {
                var at = own.FindIndex(value => SameKey(value, wish.Key));
                var added = Add(wish.Key, wish.Value, at < 0 ? null : own[at]);
                if (added != null && at >= 0)
                {
                    own[at] = added;
                }
                else if (added != null)
                {
                    own.Add(added);
                }
            }
            return own.ToArray();
        }

        private OwnValue Follow(OwnValue value, OwnValue wish)
        {
            var to = wish == null ? value.before : wish.value;
            if (to != value.value && Get(value) == value.value)
            {
                settings.Set(value.asset, value.property, value.level, to);
            }
            return wish == null ? null : Copy(value, to);
        }

        private OwnValue Add(OwnValue key, ValueWish wish, OwnValue own)
        {
            var now = Get(key);
            if (own != null && own.value != wish.value)
            {
                note($"{key.asset} {key.property}: {own.value} stays, which another preset wants.");
                return null;
            }
            if (now == null || now == wish.value)
            {
                return null;
            }
            if (!wish.defaults.Contains(now))
            {
                note($"{key.asset} {key.property}: kept yours, {now}; the preset has {wish.value}.");
                return null;
            }
            settings.Set(key.asset, key.property, key.level, wish.value);
            var added = Copy(key, wish.value);
            added.before = now;
            return added;
        }

        private IEnumerable<KeyValuePair<OwnValue, ValueWish>> Keys(PresetWishes wishes)
        {
            foreach (var wish in wishes.values)
            {
                yield return Key(wish.asset, wish, "");
            }
            var levels = settings.QualityLevels;
            foreach (var wish in wishes.quality)
            {
                foreach (var level in levels)
                {
                    yield return Key(Quality, wish, level);
                }
            }
        }

        private static KeyValuePair<OwnValue, ValueWish> Key(string asset, ValueWish wish, string level)
        {
            var key = new OwnValue { asset = asset, property = wish.property, level = level };
            return new KeyValuePair<OwnValue, ValueWish>(key, wish);
        }

        private string Get(OwnValue key)
        {
            return settings.Get(key.asset, key.property, key.level);
        }

        private static OwnValue Copy(OwnValue key, string value)
        {
            return new OwnValue
            {
                asset = key.asset, property = key.property, level = key.level, before = key.before, value = value,
            };
        }

        private static bool SameKey(OwnValue one, OwnValue other)
        {
            return one.asset == other.asset && one.property == other.property && one.level == other.level;
        }
    }
}
