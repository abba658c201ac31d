using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Newtonsoft.Json.Linq;
using UnityEditor;

namespace Spark.Tools
{
    /// <summary>
    /// The assets that need another one. Unity knows only the other direction, so each asset is asked,
    /// for a few seconds at most.
    /// </summary>
    internal sealed class AssetUsers
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
        private static readonly string[] NeedNothing = { ".cs", ".png", ".jpg", ".wav", ".ogg", ".mp3", ".txt", ".json" };

        private readonly List<string> paths = new List<string>();
        private readonly int unasked;

        public AssetUsers(string path)
        {
            var clock = Stopwatch.StartNew();
            var others = AssetDatabase.GetAllAssetPaths().Where(other => other != path && MayNeed(other)).ToList();
            foreach (var other in others.OrderBy(each => each, StringComparer.Ordinal))
            {
                if (clock.Elapsed > Patience)
                {
                    unasked++;
                }
                else if (AssetDatabase.GetDependencies(other, false).Contains(path))
                {
                    paths.Add(other);
                }
            }
        }

        public IEnumerable<string> Paths
        {
            get { return paths; }
        }

        /// <summary>Says how many assets were not asked, if any.</summary>
        public IEnumerable<JObject> LeftOut
        {
            get
            {
                return unasked == 0
                    ? new JObject[0]
                    : new[] { AssetAnatomy.LeftOut($"needed_by: {unasked} assets were not asked", unasked) };
            }
        }

        private static bool MayNeed(string path)
        {
            return path.StartsWith("Assets/", StringComparison.Ordinal)
                && !NeedNothing.Any(suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                && !AssetDatabase.IsValidFolder(path);
        }
    }
}
