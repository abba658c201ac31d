using System.Collections.Generic;

namespace Spark.Presets
{
    /// <summary>The project's settings, as the merge sees them.</summary>
    public interface ISettings
    {
        IList<string> Tags { get; }
        void AddTag(string tag);
        void RemoveTag(string tag);

        /// <summary>The name in each slot, empty where there is none.</summary>
        IList<string> Layers { get; }
        void SetLayer(int slot, string name);

        IList<OwnSortingLayer> SortingLayers { get; }
        void AddSortingLayer(string name, long id);
        void RemoveSortingLayer(string name, long id);

        IList<string> Scenes { get; }
        bool SceneExists(string path);
        void AddScene(string path);
        void RemoveScene(string path);

        IList<string> QualityLevels { get; }

        /// <summary>A scalar as it stands in Unity's file; null when this Unity has none.</summary>
        string Get(string asset, string property, string level);
        void Set(string asset, string property, string level, string value);
    }
}
