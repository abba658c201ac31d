using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Spark.Tools
{
    /// <summary>
    /// The project's files, by paths that were checked before. Unity is told of each change at once.
    /// The .meta of what is deleted is put aside: with it a file that comes back has its old GUID.
    /// </summary>
    public sealed class ProjectFolder
    {
        public const int FileLimitBytes = 10 * 1024 * 1024;
        private const string Stash = "Library/SparkMetas";
        private static readonly Regex GuidLine = new Regex("^guid: ([0-9a-f]{32})", RegexOptions.Multiline);

        private readonly string root;
        private readonly IEditor editor;

        public ProjectFolder(string root, IEditor editor)
        {
            this.root = root;
            this.editor = editor;
        }

        /// <summary>Returns the content, null where there is no file.</summary>
        public byte[] Read(string path)
        {
            var file = LocateFile(path);
            if (!File.Exists(file))
            {
                return null;
            }
            var length = new FileInfo(file).Length;
            if (length > FileLimitBytes)
            {
                throw Refusal.Rejected(
                    "path", $"{path} is {length / 1048576.0:0.0} MiB; the limit is 10 MiB.", FileLimitBytes, length,
                    "Read it from the project folder.");
            }
            return File.ReadAllBytes(file);
        }

        /// <summary>The GUID in the .meta of a path, or in itself; empty where there is none.</summary>
        public string Guid(string path)
        {
            var meta = ProjectPath.Locate(root, ProjectPath.AssetOf(path) + ProjectPath.Meta);
            return File.Exists(meta) ? GuidIn(meta) : "";
        }

        /// <summary>
        /// Writes a file and returns whether it is new. What is there already is not touched. Folders
        /// are made, and the folder whose .meta it is: alone, Unity would throw that away.
        /// </summary>
        public bool Write(string path, byte[] content)
        {
            var file = LocateFile(path);
            var created = !File.Exists(file);
            if (created || !File.ReadAllBytes(file).SequenceEqual(content))
            {
                CheckFolders(path);
                editor.Change(ProjectPath.AssetOf(path), () => Put(path, file, content));
            }
            return created;
        }

        /// <summary>Deletes a file with its .meta. The .meta of a folder takes the folder, if it is empty.</summary>
        public void Delete(string path)
        {
            var file = LocateFile(path);
            var asset = ProjectPath.AssetOf(path);
            if (asset != path && Directory.Exists(ProjectPath.Locate(root, asset)))
            {
                DeleteFolder(asset);
            }
            else
            {
                editor.Change(asset, () => Remove(path, file));
            }
            if (File.Exists(file))
            {
                throw new IOException($"{path} could not be deleted.");
            }
        }

        private string LocateFile(string path)
        {
            var file = ProjectPath.Locate(root, path);
            if (Directory.Exists(file))
            {
                throw Refusal.Rejected("path", $"{path} is a folder.", null, path, "Use the path of a file.");
            }
            return file;
        }

        private void Put(string path, string file, byte[] content)
        {
            foreach (var folder in MissingFolders(path))
            {
                Directory.CreateDirectory(Path.Combine(root, folder));
                Tell(folder);
            }
            if (ProjectPath.IsMeta(path))
            {
                PutMeta(path, file, content);
                return;
            }
            BringMetaBack(path);
            AtomicFile.Write(file, content);
            Tell(path);
        }

        private void PutMeta(string path, string file, byte[] content)
        {
            AtomicFile.Write(file, content);
            var asset = ProjectPath.AssetOf(path);
            var place = Path.Combine(root, asset);
            if (FilePatch.Bytes.GetString(content).Contains("folderAsset: yes"))
            {
                Directory.CreateDirectory(place);
            }
            if (File.Exists(place) || Directory.Exists(place))
            {
                Tell(asset);
            }
            else
            {
                PutAside(path, file); // until its asset comes, Unity may throw it away
            }
        }

        private void Remove(string path, string file)
        {
            if (ProjectPath.IsMeta(path) || !ProjectPath.IsImported(path))
            {
                File.Delete(file);
                LeaveHiddenFolder(Path.GetDirectoryName(file));
                return;
            }
            PutAside(path + ProjectPath.Meta, file + ProjectPath.Meta);
            editor.Delete(path);
        }

        // A folder that Unity passes over goes with the last file in it: it has no .meta that could go.
        private static void LeaveHiddenFolder(string folder)
        {
            while (ProjectPath.IsHidden(Path.GetFileName(folder)) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
                folder = Path.GetDirectoryName(folder);
            }
        }

        private void DeleteFolder(string path)
        {
            if (Directory.EnumerateFileSystemEntries(Path.Combine(root, path)).Any())
            {
                throw Refusal.Conflict(
                    path + ProjectPath.Meta, $"{path} is not empty, so its .meta stays.", null, null,
                    "Delete what is in the folder first.");
            }
            editor.Delete(path);
        }

        private void CheckFolders(string path)
        {
            var file = Parents(path).FirstOrDefault(parent => File.Exists(Path.Combine(root, parent)));
            if (file != null)
            {
                throw Refusal.Rejected(
                    "path", $"{file} is a file, so nothing can be below it.", null, file, "Use another folder.");
            }
        }

        private IEnumerable<string> MissingFolders(string path)
        {
            return Parents(path).Where(parent => !Directory.Exists(Path.Combine(root, parent)));
        }

        private static IEnumerable<string> Parents(string path)
        {
            return path.Select((letter, at) => letter == '/' ? path.Substring(0, at) : null).Where(part => part != null);
        }

        private static string GuidIn(string meta)
        {
            return GuidLine.Match(File.ReadAllText(meta)).Groups[1].Value;
        }

        private void Tell(string path)
        {
            if (ProjectPath.IsImported(path))
            {
                editor.Import(path);
            }
        }

        private void PutAside(string path, string file)
        {
            if (File.Exists(file))
            {
                var place = Path.Combine(root, Stash, path);
                Directory.CreateDirectory(Path.GetDirectoryName(place));
                AtomicFile.Write(place, File.ReadAllBytes(file));
            }
        }

        private void BringMetaBack(string path)
        {
            var meta = Path.Combine(root, path + ProjectPath.Meta);
            var aside = Path.Combine(root, Stash, path + ProjectPath.Meta);
            if (!File.Exists(aside))
            {
                return;
            }
            var guid = GuidIn(aside);
            if (!File.Exists(meta) && guid != "" && editor.IsGuidFree(guid))
            {
                AtomicFile.Write(meta, File.ReadAllBytes(aside));
            }
            File.Delete(aside);
        }
    }
}
