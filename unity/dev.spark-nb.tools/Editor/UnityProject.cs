using System;
using System.IO;
using UnityEditor;
using UnityEngine;

namespace Spark.Tools
{
    /// <summary>The project that is open in this editor.</summary>
    internal sealed class UnityProject : IEditor
    {
        public static readonly string Root = Path.GetDirectoryName(Path.GetFullPath(Application.dataPath));

        public static FileTools Files
        {
            get { return new FileTools(new ProjectFolder(Root, new UnityProject())); }
        }

        /// <summary>Where a path is on this disk, wherever Unity may be looking from.</summary>
        public static string PlaceOf(string path)
        {
            return ProjectPath.Locate(Root, path);
        }

        public void Change(string path, Action change)
        {
            CheckSaved(path);
            if (OpenScenes.IsOpen(path))
            {
                OpenScenes.WhileClosed(path, change);
            }
            else
            {
                change();
            }
        }

        public void Import(string path)
        {
            AssetDatabase.ImportAsset(path);
        }

        public void Delete(string path)
        {
            if (!AssetDatabase.DeleteAsset(path)) // which does not know what it has not imported yet
            {
                FileUtil.DeleteFileOrDirectory(PlaceOf(path));
                FileUtil.DeleteFileOrDirectory(PlaceOf(path + ProjectPath.Meta));
            }
        }

        public bool IsGuidFree(string guid)
        {
            var path = AssetDatabase.GUIDToAssetPath(guid); // it may still know what has been deleted
            return path == "" || !(File.Exists(PlaceOf(path)) || Directory.Exists(PlaceOf(path)));
        }

        private static void CheckSaved(string path)
        {
            if (OpenScenes.IsUnsaved(path) || IsUnsavedAsset(path))
            {
                throw Refusal.Conflict(
                    path, $"{path} has changes in Unity that are not saved.", null, null,
                    "Save or undo them in Unity, then try again.");
            }
        }

        private static bool IsUnsavedAsset(string path)
        {
            return AssetDatabase.IsMainAssetAtPathLoaded(path)
                && EditorUtility.IsDirty(AssetDatabase.LoadMainAssetAtPath(path));
        }
    }
}
