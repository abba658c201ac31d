using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Spark.Tools
{
    /// <summary>Media types: content is looked at, not believed.</summary>
    public static class MediaType
    {
        private static readonly UTF8Encoding StrictUtf8 = new UTF8Encoding(false, true);
        private static readonly string[] TextTypes = { "text/plain", "application/json", "text/csv" };

        // What each begins with; a question mark is any byte.
        private static readonly Dictionary<string, string> Signatures = new Dictionary<string, string>
        {
            { "image/png", "\u0089PNG\r\n\u001a\n" }, { "image/jpeg", "\u00ff\u00d8\u00ff" },
            { "image/webp", "RIFF????WEBP" }, { "application/pdf", "%PDF-" }, { "audio/wav", "RIFF????WAVE" },
            { "audio/flac", "fLaC" }, { "audio/ogg", "OggS" }, { "audio/mpeg", "ID3" },
            { "font/ttf", "\0\u0001\0\0" }, { "font/otf", "OTTO" },
        };

        private static readonly Dictionary<string, string> BySuffix = new Dictionary<string, string>
        {
            { ".png", "image/png" }, { ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" }, { ".webp", "image/webp" },
            { ".wav", "audio/wav" }, { ".ogg", "audio/ogg" }, { ".flac", "audio/flac" }, { ".mp3", "audio/mpeg" },
        };

        /// <summary>What Unity imports a file of this media type as.</summary>
        public static string Kind(string mediaType)
        {
            switch (mediaType.Split('/')[0])
            {
                case "image": return "texture";
                case "audio": return "audio";
                case "font": return "font";
                default: return "text";
            }
        }

        /// <summary>Refuses content that is not of the media type, or that the file's suffix belies.</summary>
        public static void Check(string path, byte[] content, string mediaType)
        {
            var found = Sniff(content);
            if (TextTypes.Contains(mediaType))
            {
                CheckText(content, mediaType);
            }
            else if (!Signatures.ContainsKey(mediaType))
            {
                var known = string.Join(", ", Signatures.Keys.Concat(TextTypes));
                throw Refusal.Rejected(
                    "media_type", $"media_type '{mediaType}' is not known.", known, mediaType, $"Use one of {known}.");
            }
            else if (found != mediaType)
            {
                throw Refusal.Rejected(
                    "content", $"Content is {found ?? "something else"}, not {mediaType}.", mediaType, found,
                    "Pass the type the file really has.");
            }
            CheckSuffix(path, found);
        }

        private static string Sniff(byte[] content)
        {
            var found = Signatures.FirstOrDefault(type => Begins(content, type.Value)).Key;
            return found ?? (BeginsWithMpegFrame(content) ? "audio/mpeg" : null);
        }

        // Unity imports by the name.
        private static void CheckSuffix(string path, string found)
        {
            if (BySuffix.TryGetValue(Path.GetExtension(path).ToLowerInvariant(), out var promised) && promised != found)
            {
                throw Refusal.Rejected(
                    "path", $"{path} would be imported as {promised}, but its content is {found ?? "none"}.",
                    promised, found, "Give it the suffix of what it is.");
            }
        }

        private static bool Begins(byte[] content, string signature)
        {
            return content.Length >= signature.Length
                && !signature.Where((letter, at) => letter != '?' && content[at] != letter).Any();
        }

        // Four bytes are a frame header of MPEG audio when no value in them is a reserved one.
        private static bool BeginsWithMpegFrame(byte[] content)
        {
            if (content.Length < 4 || content[0] != 0xFF || (content[1] & 0xE0) != 0xE0)
            {
                return false;
            }
            return (content[1] >> 3 & 3) != 1 && (content[1] >> 1 & 3) != 0
                && content[2] >> 4 != 15 && (content[2] >> 2 & 3) != 3;
        }

        private static void CheckText(byte[] content, string mediaType)
        {
            if (!IsUtf8(content))
            {
                throw Refusal.Rejected(
                    "content", $"Content is not {mediaType}: it is not UTF-8.", "UTF-8", null,
                    "Save the file as UTF-8.");
            }
        }

        public static bool IsUtf8(byte[] content)
        {
            try
            {
                StrictUtf8.GetCharCount(content);
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }
}
