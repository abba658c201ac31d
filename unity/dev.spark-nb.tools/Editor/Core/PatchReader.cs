using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Spark.Tools
{
    /// <summary>Reads a unified diff of exactly one file, as git makes it. Refuses anything else.</summary>
    public sealed class PatchReader
    {
        private const string GitHint = "Use the output of git diff.";
        private static readonly Regex HunkHead =
            new Regex(@"\A@@ -([0-9]{1,9})(?:,([0-9]{1,9}))? \+([0-9]{1,9})(?:,([0-9]{1,9}))? @@");
        private static readonly Regex Escape = new Regex(@"\\([0-7]{3}|.)", RegexOptions.Singleline);
        private static readonly Regex Prefix = new Regex(@"\A[a-z12]/");
        private static readonly string[] Unsupported =
        {
            "rename from ", "copy from ", "GIT binary patch", "Binary files ",
        };
        private static readonly char[] Blanks = { ' ', '\t', '\r', '\n', '\v', '\f' };

        private readonly List<string> lines;
        private int at;
        private string oldPath;
        private string newPath;

        private PatchReader(byte[] patch)
        {
            lines = FilePatch.Bytes.GetString(patch).Split('\n').ToList();
            if (lines[lines.Count - 1] == "")
            {
                lines.RemoveAt(lines.Count - 1);
            }
        }

        public static FilePatch Read(byte[] patch)
        {
            return new PatchReader(patch).Read();
        }

        private FilePatch Read()
        {
            ReadHeader();
            var hunks = ReadHunks();
            if (oldPath == null && newPath == null)
            {
                throw Refused("The patch names no file.", GitHint);
            }
            if (oldPath != null && newPath != null && oldPath != newPath)
            {
                throw Refused($"The patch renames {oldPath} to {newPath}.", "Delete and create instead.");
            }
            if (hunks.Count == 0 && oldPath != null && newPath != null)
            {
                throw Refused("The patch changes nothing.", GitHint);
            }
            return new FilePatch(newPath ?? oldPath, oldPath == null, newPath == null, hunks);
        }

        private List<Hunk> ReadHunks()
        {
            var hunks = new List<Hunk>();
            while (at < lines.Count)
            {
                if (Begins("diff --git ") || Begins("--- "))
                {
                    throw TwoFiles();
                }
                if (!Begins("@@") && IsTrailer())
                {
                    break;
                }
                hunks.Add(ReadHunk(hunks.Count + 1));
            }
            return hunks;
        }

        // Nothing is left but blank lines, and the signature that git format-patch ends with.
        private bool IsTrailer()
        {
            var words = lines.Skip(at).Where(line => line.Trim(Blanks) != "").ToList();
            return words.Count == 0 || (words[0] == "-- " && words.Count == 2);
        }

        private void ReadHeader()
        {
            bool creates = false, deletes = false;
            string gitPath = null;
            for (; at < lines.Count; at++)
            {
                if (Unsupported.Any(Begins))
                {
                    throw Refused(
                        "The patch renames, copies or is binary; only text changes are supported.",
                        "Delete and create instead, or use ingest_asset for binaries.");
                }
                if (Begins("diff --git "))
                {
                    gitPath = gitPath == null ? GitPath(lines[at].Substring(11)) : throw TwoFiles();
                }
                creates = creates || Begins("new file mode ");
                deletes = deletes || Begins("deleted file mode ");
                if (Begins("--- ") && at + 1 < lines.Count && lines[at + 1].StartsWith("+++ ", StringComparison.Ordinal))
                {
                    oldPath = Side(lines[at].Substring(4));
                    newPath = Side(lines[at + 1].Substring(4));
                    at += 2;
                    return;
                }
                if (HunkHead.IsMatch(lines[at]))
                {
                    throw Refused("The patch has a hunk before its --- and +++ lines.", GitHint);
                }
            }
            if (gitPath == null || creates == deletes)
            {
                throw Refused("The patch has no --- and +++ lines.", GitHint);
            }
            oldPath = creates ? null : gitPath; // an empty file has no hunks
            newPath = deletes ? null : gitPath;
        }

        private Hunk ReadHunk(int number)
        {
            var head = HunkHead.Match(lines[at]);
            if (!head.Success)
            {
                throw Refused(
                    $"Line {at + 1} of the patch is neither a hunk nor part of one.",
                    GitHint + " Check the counts in the @@ line before it.");
            }
            int oldLeft = Count(head.Groups[2]), newLeft = Count(head.Groups[4]);
            var body = new List<string>();
            at++;
            while (oldLeft > 0 || newLeft > 0)
            {
                var line = ReadLine(number);
                oldLeft -= line[0] != '+' ? 1 : 0;
                newLeft -= line[0] != '-' ? 1 : 0;
                body.Add(line);
            }
            if (oldLeft < 0 || newLeft < 0)
            {
                throw Refused($"Hunk {number} of the patch has more lines than its @@ line says.", GitHint);
            }
            return new Hunk(int.Parse(head.Groups[1].Value), body);
        }

        private string ReadLine(int number)
        {
            var line = at < lines.Count ? lines[at] : "\\";
            line = line == "" ? " " : line; // some editors strip the space of an empty line
            if (" -+".IndexOf(line[0]) < 0)
            {
                throw Refused(
                    $"Hunk {number} of the patch ends too early.", "Check the counts in its @@ line.");
            }
            at++;
            if (at < lines.Count && SaysNoNewline(lines[at]))
            {
                at++;
                return line;
            }
            return line + "\n";
        }

        // Git knows the line by its beginning and length alone, for it is said in many languages.
        private static bool SaysNoNewline(string line)
        {
            return line.StartsWith("\\ ", StringComparison.Ordinal) && line.Length >= "\\ No newline".Length;
        }

        private static int Count(Group digits)
        {
            return digits.Success ? int.Parse(digits.Value) : 1;
        }

        // Both halves of "a/X b/X" name the same file.
        private static string GitPath(string names)
        {
            return Side(names.Substring(0, Math.Max(names.Length - 1, 0) / 2)) ?? "";
        }

        private static string Side(string name)
        {
            name = name.Split('\t')[0].TrimEnd('\r');
            if (name.Length > 1 && name[0] == '"' && name[name.Length - 1] == '"')
            {
                name = Escape.Replace(name.Substring(1, name.Length - 2), Unescaped);
            }
            return name == "/dev/null" ? null : Encoding.UTF8.GetString(FilePatch.Bytes.GetBytes(Prefix.Replace(name, "")));
        }

        // Git quotes names with octal bytes and the escapes of C.
        private static string Unescaped(Match escape)
        {
            var code = escape.Groups[1].Value;
            if (code.Length == 3)
            {
                return ((char)(Convert.ToInt32(code, 8) & 0xFF)).ToString();
            }
            var known = "abfnrtv".IndexOf(code[0]);
            return known < 0 ? code : "\a\b\f\n\r\t\v"[known].ToString();
        }

        private bool Begins(string words)
        {
            return lines[at].StartsWith(words, StringComparison.Ordinal);
        }

        private static Refusal TwoFiles()
        {
            return Refused("The patch touches more than one file.", "Send one patch a file.");
        }

        private static Refusal Refused(string message, string hint)
        {
            return Refusal.Rejected("patch", message, null, null, hint);
        }
    }
}
