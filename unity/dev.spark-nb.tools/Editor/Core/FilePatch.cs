using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Spark.Tools
{
    /// <summary>
    /// What a unified diff does to one file. Bytes are held as text of one letter a byte, so that CRLF,
    /// byte order marks and missing final newlines survive. A hunk fits at the line it names, or not.
    /// </summary>
    public sealed class FilePatch
    {
        public static readonly Encoding Bytes = Encoding.GetEncoding(28591);

        public FilePatch(string path, bool creates, bool deletes, IList<Hunk> hunks)
        {
            Path = path;
            Creates = creates;
            Deletes = deletes;
            Hunks = hunks;
        }

        public string Path { get; }
        public bool Creates { get; }
        public bool Deletes { get; }
        public IList<Hunk> Hunks { get; }

        /// <summary>Returns the file afterwards; null is no file, before and after.</summary>
        public byte[] Apply(byte[] before)
        {
            if (Creates && before != null)
            {
                throw new PatchMismatch($"{Path} exists already; the patch creates it.");
            }
            if (!Creates && before == null)
            {
                throw new PatchMismatch($"{Path} does not exist; the patch changes it.");
            }
            var after = Patched(SplitLines(Bytes.GetString(before ?? new byte[0])));
            if (after.Where((line, at) => line == "" || (line[line.Length - 1] != '\n' && at < after.Count - 1)).Any())
            {
                throw new PatchMismatch($"{Path}: a line without end is not the last.");
            }
            if (Deletes && after.Count > 0)
            {
                throw new PatchMismatch($"{Path} has more lines than the patch deletes.");
            }
            return Deletes ? null : Bytes.GetBytes(string.Concat(after));
        }

        private List<string> Patched(List<string> lines)
        {
            var after = new List<string>();
            var done = 0;
            for (var number = 1; number <= Hunks.Count; number++)
            {
                var hunk = Hunks[number - 1];
                var expected = hunk.Before.ToList();
                var start = expected.Count > 0 ? hunk.OldStart - 1 : hunk.OldStart;
                if (start < done || !lines.Skip(start).Take(expected.Count).SequenceEqual(expected))
                {
                    throw new PatchMismatch(Words(number, Math.Max(start, 0), expected, lines));
                }
                after.AddRange(lines.Skip(done).Take(start - done));
                after.AddRange(hunk.After);
                done = start + expected.Count;
            }
            after.AddRange(lines.Skip(done));
            return after;
        }

        private string Words(int number, int start, List<string> expected, List<string> lines)
        {
            var found = lines.Skip(start).Take(expected.Count).ToList();
            if (start > 0 && found.Count == 0)
            {
                return $"Hunk {number} does not fit {Path}: the file ends before line {start + 1}.";
            }
            var same = expected.Zip(found, (wanted, there) => wanted == there).TakeWhile(equal => equal).Count();
            return $"Hunk {number} does not fit {Path} at line {start + same + 1}: "
                + $"expected {Shown(expected, same)}, found {Shown(found, same)}.";
        }

        private static string Shown(List<string> lines, int at)
        {
            if (at >= lines.Count)
            {
                return "end of file";
            }
            var text = Encoding.UTF8.GetString(Bytes.GetBytes(lines[at])).TrimEnd('\n', '\r');
            return "'" + (text.Length <= 80 ? text : text.Substring(0, 80)) + "'";
        }

        private static List<string> SplitLines(string text)
        {
            var lines = new List<string>();
            var start = 0;
            while (start < text.Length)
            {
                var end = text.IndexOf('\n', start);
                end = end < 0 ? text.Length : end + 1;
                lines.Add(text.Substring(start, end - start));
                start = end;
            }
            return lines;
        }
    }

    /// <summary>A run of lines: each an operation (space, minus, plus) and its content with the line end.</summary>
    public sealed class Hunk
    {
        private readonly List<string> lines;

        public Hunk(int oldStart, List<string> lines)
        {
            OldStart = oldStart;
            this.lines = lines;
        }

        public int OldStart { get; }

        public IEnumerable<string> Before
        {
            get { return lines.Where(line => line[0] != '+').Select(line => line.Substring(1)); }
        }

        public IEnumerable<string> After
        {
            get { return lines.Where(line => line[0] != '-').Select(line => line.Substring(1)); }
        }
    }

    /// <summary>The file is not what the patch expects.</summary>
    public sealed class PatchMismatch : Exception
    {
        public PatchMismatch(string message) : base(message)
        {
        }
    }
}
