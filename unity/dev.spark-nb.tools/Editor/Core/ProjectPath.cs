using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Spark.Tools
{
    /// <summary>
    /// Project paths: relative, separated by slashes, Unicode NFC, inside a known root folder. A path
    /// that leads through a link is refused, for it may end anywhere.
    /// </summary>
    public static class ProjectPath
    {
        public const string Meta = ".meta";
        private const int MaxPathBytes = 1024;
        private const int MaxSegmentBytes = 255;
        private static readonly string[] AssetRoots = { "Assets" };
        private static readonly HashSet<string> Reserved = new HashSet<string>(
            new[] { "con", "prn", "aux", "nul", "conin$", "conout$" }
                .Concat(from name in new[] { "com", "lpt" } from digit in "123456789¹²³" select name + digit));

        /// <summary>Returns the path when it may name a file below Assets, or below one of the roots.</summary>
        public static string Check(string field, string path, params string[] roots)
        {
            roots = roots.Length > 0 ? roots : AssetRoots;
            var fault = Fault(path, roots);
            if (fault == null)
            {
                return path;
            }
            throw Refusal.Rejected(
                field, $"Path {fault} (got {Shown(path)}).", fault, Shown(path),
                "Use a path like Assets/Folder/File.png.");
        }

        /// <summary>Returns where the path is on this disk; refuses links on the way.</summary>
        public static string Locate(string root, string path)
        {
            var place = root;
            foreach (var segment in path.Split('/'))
            {
                place = Path.Combine(place, segment);
                if (IsLink(place))
                {
                    throw Refusal.Rejected(
                        "path", $"{path} leads through a link, {segment}.", "no links", path,
                        "Use a path without links, or put the files themselves into the project.");
                }
            }
            return place;
        }

        /// <summary>Whether Unity looks at a file of this path, be it an asset or a .meta.</summary>
        public static bool IsImported(string path)
        {
            var segments = path.Split('/');
            return segments[0] != "ProjectSettings" && !segments.Any(IsHidden);
        }

        /// <summary>The asset that the path belongs to: itself, or the one whose .meta it is.</summary>
        public static string AssetOf(string path)
        {
            return IsMeta(path) ? path.Substring(0, path.Length - Meta.Length) : path;
        }

        public static bool IsMeta(string path)
        {
            return path.EndsWith(Meta, StringComparison.Ordinal);
        }

        public static bool IsScene(string path)
        {
            return path.EndsWith(".unity", StringComparison.OrdinalIgnoreCase);
        }

        public static bool IsHidden(string name)
        {
            return name.StartsWith(".", StringComparison.Ordinal) || name.EndsWith("~", StringComparison.Ordinal)
                || name.ToLowerInvariant() == "cvs";
        }

        private static bool IsLink(string place)
        {
            try
            {
                return (File.GetAttributes(place) & FileAttributes.ReparsePoint) != 0;
            }
            catch (Exception error) when (error is FileNotFoundException || error is DirectoryNotFoundException)
            {
                return false;
            }
        }

        private static string Fault(string path, string[] roots)
        {
            var segments = path.Split('/');
            if (!roots.Contains(segments[0]) || segments.Length < 2)
            {
                return "must start with " + string.Join(" or ", roots.Select(root => root + "/"));
            }
            var faults = segments.Skip(1).Select(SegmentFault).FirstOrDefault(fault => fault != null);
            if (faults != null)
            {
                return faults;
            }
            if (!path.IsNormalized(NormalizationForm.FormC))
            {
                return "must be in Unicode NFC";
            }
            return Encoding.UTF8.GetByteCount(path) > MaxPathBytes ? $"is over {MaxPathBytes} bytes" : null;
        }

        private static string SegmentFault(string segment)
        {
            if (segment == "")
            {
                return "has an empty segment";
            }
            if (segment == "." || segment == "..")
            {
                return $"must not contain the segment '{segment}'";
            }
            if (segment.EndsWith(".", StringComparison.Ordinal) || segment.EndsWith(" ", StringComparison.Ordinal))
            {
                return "has a segment that ends in a dot or a space";
            }
            if (segment.Any(char.IsControl) || HasLoneSurrogate(segment))
            {
                return "contains a control character";
            }
            if (segment.IndexOfAny("\\:*?\"<>|".ToCharArray()) >= 0)
            {
                return "contains one of \\ : * ? \" < > |";
            }
            if (Reserved.Contains(segment.Split('.')[0].TrimEnd(' ').ToLowerInvariant()))
            {
                return "contains a name that Windows reserves";
            }
            return Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes
                ? $"has a segment over {MaxSegmentBytes} bytes"
                : null;
        }

        private static bool HasLoneSurrogate(string text)
        {
            for (var at = 0; at < text.Length; at++)
            {
                if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
                {
                    at++;
                }
                else if (char.IsSurrogate(text[at]))
                {
                    return true;
                }
            }
            return false;
        }

        private static string Shown(string path)
        {
            var text = new string(path.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter).ToArray());
            return text.Length <= 80 ? text : text.Substring(0, 77) + "…";
        }
    }
}
