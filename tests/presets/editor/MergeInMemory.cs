using System;
using System.Collections.Generic;
using System.Linq;
using Spark.Presets;

// Runs the Editor script's merge on settings in memory. Lines of words separated by tabs say what
// there is; "run" merges and prints what has become of it.
public sealed class MemorySettings : ISettings
{
    public readonly List<string> tags = new List<string>();
    public readonly List<string> layers = new List<string>();
    public readonly List<OwnSortingLayer> sorting = new List<OwnSortingLayer>();
    public readonly List<string> scenes = new List<string>();
    public readonly List<string> known = new List<string>();
    public readonly List<string> levels = new List<string>();
    public readonly Dictionary<string, string> values = new Dictionary<string, string>();

    public IList<string> Tags { get { return tags; } }
    public IList<string> Layers { get { return layers; } }
    public IList<OwnSortingLayer> SortingLayers { get { return sorting; } }
    public IList<string> Scenes { get { return scenes; } }
    public IList<string> QualityLevels { get { return levels; } }
    public void AddTag(string tag) { tags.Add(tag); }
    public void RemoveTag(string tag) { tags.Remove(tag); }
    public void SetLayer(int slot, string name) { layers[slot] = name; }
    public void AddSortingLayer(string name, long id) { sorting.Add(new OwnSortingLayer { name = name, id = id }); }
    public void RemoveSortingLayer(string name, long id)
    {
        sorting.RemoveAt(sorting.FindIndex(layer => layer.name == name && layer.id == id));
    }
    public bool SceneExists(string path) { return known.Contains(path); }
    public void AddScene(string path) { scenes.Add(path); }
    public void RemoveScene(string path) { scenes.Remove(path); }
    public string Get(string asset, string property, string level)
    {
        string value;
        return values.TryGetValue(asset + "/" + property + "/" + level, out value) ? value : null;
    }
    public void Set(string asset, string property, string level, string value)
    {
        values[asset + "/" + property + "/" + level] = value;
    }
}

public static class MergeInMemory
{
    private static MemorySettings settings;
    private static SettingsLedger ledger;
    private static List<WantedFile> wanted;

    public static void Main()
    {
        string line;
        while ((line = Console.ReadLine()) != null)
        {
            Take(line.Split('\t'));
        }
    }

    private static void Take(string[] words)
    {
        switch (words[0])
        {
            case "case":
                settings = new MemorySettings();
                ledger = new SettingsLedger();
                wanted = new List<WantedFile>();
                break;
            case "tag": settings.tags.Add(words[1]); break;
            case "layer": settings.layers.Add(words[1]); break;
            case "sorting": settings.AddSortingLayer(words[1], long.Parse(words[2])); break;
            case "scene": settings.scenes.Add(words[1]); break;
            case "known": settings.known.Add(words[1]); break;
            case "level": settings.levels.Add(words[1]); break;
            case "value": settings.Set(words[1], words[2], words[3], words[4]); break;
            case "file": wanted.Add(new WantedFile { path = words[1], sha256 = words[2] }); break;
            case "run":
                ledger = SettingsMerge.Run(settings, wanted, ledger, note => { });
                wanted = new List<WantedFile>();
                Print();
                break;
            default: Wish(wanted.Last().wishes, words); break;
        }
    }

    private static void Wish(PresetWishes wishes, string[] words)
    {
        switch (words[0])
        {
            case "+tag": wishes.tags = Add(wishes.tags, words[1]); break;
            case "+scene": wishes.build_scenes = Add(wishes.build_scenes, words[1]); break;
            case "+layer":
                wishes.layers = Add(wishes.layers, new OwnLayer { name = words[1], slot = int.Parse(words[2]) });
                break;
            case "+sorting":
                var layer = new OwnSortingLayer { name = words[1], id = long.Parse(words[2]) };
                wishes.sorting_layers = Add(wishes.sorting_layers, layer);
                break;
            case "+value": wishes.values = Add(wishes.values, Value(words)); break;
            case "+quality": wishes.quality = Add(wishes.quality, Value(words)); break;
            default: throw new ArgumentException(words[0]);
        }
    }

    private static ValueWish Value(string[] words)
    {
        return new ValueWish
        {
            asset = words[1], property = words[2], defaults = words[3].Split(','), value = words[4],
        };
    }

    private static T[] Add<T>(T[] list, T entry)
    {
        return list.Concat(new[] { entry }).ToArray();
    }

    private static void Print()
    {
        var lines = new List<string>();
        lines.AddRange(settings.tags.Select(tag => "tag\t" + tag));
        lines.AddRange(settings.layers.Select(layer => "layer\t" + layer));
        lines.AddRange(settings.sorting.Select(layer => "sorting\t" + layer.name + "\t" + layer.id));
        lines.AddRange(settings.scenes.Select(scene => "scene\t" + scene));
        lines.AddRange(settings.values.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => "value\t" + pair.Key + "\t" + pair.Value));
        lines.AddRange(ledger.files.Select(file => "own file\t" + file.path));
        lines.AddRange(ledger.tags.Select(tag => "own tag\t" + tag));
        lines.AddRange(ledger.layers.Select(layer => "own layer\t" + layer.name + "\t" + layer.slot));
        lines.AddRange(ledger.sorting_layers.Select(layer => "own sorting\t" + layer.name + "\t" + layer.id));
        lines.AddRange(ledger.build_scenes.Select(scene => "own scene\t" + scene));
        lines.AddRange(ledger.values.Select(
            each => "own value\t" + each.asset + "/" + each.property + "/" + each.level
                + "\t" + each.before + "\t" + each.value));
        lines.ForEach(Console.WriteLine);
        Console.WriteLine("end");
    }
}
