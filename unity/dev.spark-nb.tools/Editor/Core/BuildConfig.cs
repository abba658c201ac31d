using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    /// <summary>What a client may ask of a build. Settings of other engines are let through and named.</summary>
    public sealed class BuildConfig
    {
        private static readonly string[] Known = { "cancel", "development", "scenes" };
        private readonly JObject given;

        public BuildConfig(JObject given)
        {
            this.given = given;
            Cancel = Flag("cancel");
            Development = Flag("development");
            Scenes = ReadScenes();
            Unknown = given.Properties().Select(setting => setting.Name).Except(Known).ToList();
        }

        public bool Cancel { get; }
        public bool Development { get; }

        /// <summary>Null is the scenes of the build settings.</summary>
        public string[] Scenes { get; }
        public List<string> Unknown { get; }

        public JObject ToJson()
        {
            return given;
        }

        private bool Flag(string name)
        {
            var value = given[name];
            if (value == null || value.Type == JTokenType.Null)
            {
                return false;
            }
            return value.Type == JTokenType.Boolean ? (bool)value : throw Wrong(name, "true or false");
        }

        private string[] ReadScenes()
        {
            var value = given["scenes"];
            if (value == null || value.Type == JTokenType.Null)
            {
                return null;
            }
            var list = value as JArray;
            if (list == null || list.Count == 0 || list.Any(scene => scene.Type != JTokenType.String))
            {
                throw Wrong("scenes", "a list of scenes");
            }
            return list.Select(scene => ProjectPath.Check("config.scenes", (string)scene)).ToArray();
        }

        private static Refusal Wrong(string name, string kind)
        {
            return Refusal.Rejected($"config.{name}", $"config.{name} must be {kind}.", kind, null, "Correct the value.");
        }
    }
}
