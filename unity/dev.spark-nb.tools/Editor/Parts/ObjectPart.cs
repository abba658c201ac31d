using Newtonsoft.Json.Linq;
using UnityEngine;

namespace Spark.Tools
{
    /// <summary>One object of an asset's file, with what its type has to say.</summary>
    internal static class ObjectPart
    {
        public static JObject Of(Object found, bool isMain)
        {
            if (found is Sprite)
            {
                return OfSprite((Sprite)found);
            }
            if (found is AudioClip)
            {
                return OfClip((AudioClip)found);
            }
            return found is Texture
                ? OfTexture((Texture)found)
                : Named(found, isMain ? found.GetType().Name : "sub_asset");
        }

        private static JObject Named(Object found, string kind)
        {
            return new JObject { { "name", found.name }, { "kind", kind }, { "type", found.GetType().FullName } };
        }

        // Pixels from the lower left corner, as Unity counts; the pivot as a share of the size.
        private static JObject OfSprite(Sprite sprite)
        {
            var rect = sprite.rect;
            return new JObject
            {
                { "name", sprite.name }, { "kind", "sprite" }, { "source", "unity" },
                { "x", rect.x }, { "y", rect.y }, { "width", rect.width }, { "height", rect.height },
                { "pivot", new JArray(sprite.pivot.x / rect.width, sprite.pivot.y / rect.height) },
                { "border", new JArray(sprite.border.x, sprite.border.y, sprite.border.z, sprite.border.w) },
                { "pixels_per_unit", sprite.pixelsPerUnit },
            };
        }

        private static JObject OfClip(AudioClip clip)
        {
            return new JObject
            {
                { "name", clip.name }, { "kind", "audio" }, { "duration_s", clip.length },
                { "channels", clip.channels }, { "sample_rate_hz", clip.frequency },
            };
        }

        private static JObject OfTexture(Texture texture)
        {
            return new JObject
            {
                { "name", texture.name }, { "kind", "texture" }, { "width", texture.width },
                { "height", texture.height },
            };
        }
    }
}
