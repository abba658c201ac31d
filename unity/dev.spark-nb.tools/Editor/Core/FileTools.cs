using System;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    /// <summary>The tools that read and write files of the project.</summary>
    public sealed class FileTools
    {
        private static readonly Regex Identifier = new Regex(@"\A[^\W\d]\w*\z");
        private static readonly Regex Sha256 = new Regex(@"\A[0-9a-f]{64}\z");

        private readonly ProjectFolder project;

        public FileTools(ProjectFolder project)
        {
            this.project = project;
        }

        public JObject GenerateScript(JObject given)
        {
            var arguments = new Arguments(given, "name", "code", "path");
            var path = ProjectPath.Check("path", arguments.Text("path"));
            CheckName(arguments.Text("name"), path);
            var content = arguments.Utf8("code");
            var created = project.Write(path, content);
            return new JObject
            {
                { "path", path }, { "sha256", Digest.Of(content) }, { "created", created },
                { "diagnostics", new JArray() },
            };
        }

        public JObject ApplyPatch(JObject given)
        {
            var arguments = new Arguments(given, "path", "patch", "expected_sha256");
            var path = ProjectPath.Check("path", arguments.Text("path"));
            var expected = arguments.OptionalText("expected_sha256");
            var patch = ReadPatch(path, arguments.Utf8("patch"), expected);
            var before = project.Read(path);
            var after = Patched(patch, before, expected);
            if (after == null)
            {
                project.Delete(path);
            }
            else
            {
                project.Write(path, after);
            }
            return new JObject
            {
                { "path", path }, { "before_sha256", Digest.Of(before) }, { "after_sha256", Digest.Of(after) },
                { "hunks", patch.Hunks.Count }, { "diagnostics", new JArray() },
            };
        }

        public JObject IngestAsset(JObject given)
        {
            var arguments = new Arguments(given, "path", "content", "media_type");
            var path = ProjectPath.Check("path", arguments.Text("path"));
            var content = Decoded(arguments.Text("content"));
            var mediaType = arguments.Text("media_type");
            MediaType.Check(path, content, mediaType);
            var created = project.Write(path, content);
            return new JObject
            {
                { "path", path }, { "guid", project.Guid(path) }, { "sha256", Digest.Of(content) },
                { "byte_length", content.Length }, { "kind", MediaType.Kind(mediaType) }, { "created", created },
            };
        }

        public JObject ReadFile(JObject given)
        {
            var arguments = new Arguments(given, "path");
            var path = ProjectPath.Check("path", arguments.Text("path"), "Assets", "Packages", "ProjectSettings");
            var content = project.Read(path);
            return new JObject
            {
                { "path", path }, { "exists", content != null },
                { "content", content == null ? null : Convert.ToBase64String(content) },
            };
        }

        private static void CheckName(string name, string path)
        {
            var file = path.Substring(path.LastIndexOf('/') + 1);
            if (!Identifier.IsMatch(name))
            {
                throw Refusal.Rejected(
                    "name", "name must be a C# identifier.", null, name,
                    "Use letters, digits and _, and start with a letter.");
            }
            if (!file.EndsWith(".cs", StringComparison.Ordinal))
            {
                throw Refusal.Rejected(
                    "path", $"Path of a script must end in .cs (got {path}).", ".cs", path, $"Use {name}.cs.");
            }
            if (file != name + ".cs")
            {
                throw Refusal.Rejected(
                    "name", $"name must be the file's stem: '{name}' is not that of {file}.", file, name,
                    $"Use {name}.cs.");
            }
        }

        private static FilePatch ReadPatch(string path, byte[] text, string expected)
        {
            if (expected != null && !Sha256.IsMatch(expected))
            {
                throw Refusal.Rejected(
                    "expected_sha256", "A SHA-256 is 64 lower-case hex digits.", 64, expected.Length,
                    "Pass the sha256 of an earlier result.");
            }
            var patch = PatchReader.Read(text);
            if (patch.Path != path)
            {
                throw Refusal.Rejected(
                    "patch", $"The patch touches {patch.Path}, not {path}.", path, patch.Path, "Send one patch a file.");
            }
            return patch;
        }

        private static byte[] Patched(FilePatch patch, byte[] before, string expected)
        {
            byte[] after = null;
            // A deletion without lines names the file by its hash alone, be it text or not.
            if (!patch.Deletes || patch.Hunks.Count > 0 || expected == null)
            {
                after = Applied(patch, before, expected);
            }
            if (expected != null && expected != Digest.Of(before))
            {
                throw Conflict(patch, before, expected, $"{patch.Path} has changed since it was read.");
            }
            return after;
        }

        private static byte[] Applied(FilePatch patch, byte[] before, string expected)
        {
            if (before != null && !MediaType.IsUtf8(before))
            {
                throw Refusal.Rejected(
                    "path", $"{patch.Path} is not text: it is not UTF-8.", "UTF-8", null,
                    "Replace the file with ingest_asset.");
            }
            try
            {
                return patch.Apply(before);
            }
            catch (PatchMismatch mismatch)
            {
                throw Conflict(patch, before, expected, mismatch.Message);
            }
        }

        private static Refusal Conflict(FilePatch patch, byte[] before, string expected, string message)
        {
            return Refusal.Conflict(
                patch.Path, message, expected, Digest.Of(before), "Read the file again and make the patch anew.");
        }

        // In either alphabet: the one for addresses has a dash and an underscore.
        private static byte[] Decoded(string text)
        {
            byte[] content;
            try
            {
                content = Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/'));
            }
            catch (FormatException)
            {
                throw Refusal.Rejected("content", "content is not base64.", "base64", null, "Encode the bytes.");
            }
            if (content.Length > ProjectFolder.FileLimitBytes)
            {
                throw Refusal.Rejected(
                    "content", $"Asset is {content.Length} bytes; the limit is {ProjectFolder.FileLimitBytes}.",
                    ProjectFolder.FileLimitBytes, content.Length, "Compress or split it.");
            }
            return content;
        }
    }
}
