using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using UnityEditor;
using UnityEditor.SceneManagement;
using UnityEngine.SceneManagement;

namespace Spark.Tools
{
    /// <summary>
    /// The scenes that are open in the editor. What is not saved is never lost, and no dialog comes up:
    /// a scene is closed before its file changes, and opened again afterwards.
    /// </summary>
    internal static class OpenScenes
    {
        public static bool IsOpen(string path)
        {
            return All().Any(scene => scene.path == path);
        }

        /// <summary>Whether a scene, or the prefab that is open in Prefab Mode, has unsaved changes.</summary>
        public static bool IsUnsaved(string path)
        {
            return Unsaved().Contains(path);
        }

        /// <summary>What is open with unsaved changes: scenes, and the prefab in Prefab Mode.</summary>
        public static IEnumerable<string> Unsaved()
        {
            foreach (var scene in All().Where(scene => scene.isDirty))
            {
                yield return scene.path == "" ? "a new scene" : scene.path;
            }
            var stage = PrefabStageUtility.GetCurrentPrefabStage();
            if (stage != null && stage.scene.isDirty)
            {
                yield return stage.assetPath;
            }
        }

        public static void WhileClosed(string path, Action change)
        {
            var setup = Leave(path);
            EditorSceneManager.NewScene(NewSceneSetup.EmptyScene, NewSceneMode.Single);
            try
            {
                change();
            }
            finally
            {
                Restore(setup);
            }
        }

        /// <summary>Does something with a scene open, which is closed again if it was not.</summary>
        public static T With<T>(string path, Func<T> work)
        {
            if (path == null || SceneManager.GetActiveScene().path == path)
            {
                return work();
            }
            if (!ProjectPath.IsScene(path) || !File.Exists(UnityProject.PlaceOf(path)))
            {
                throw new Refusal("not_found", $"There is no scene {path}.", "Check the path, or leave it.");
            }
            var setup = Leave(path);
            try
            {
                EditorSceneManager.OpenScene(path, OpenSceneMode.Single);
                return work();
            }
            finally
            {
                Restore(setup);
            }
        }

        private static SceneSetup[] Leave(string path)
        {
            if (EditorApplication.isPlayingOrWillChangePlaymode)
            {
                throw Refusal.Busy($"Unity is in play mode, so {path} must wait.", 5, "Leave play mode.");
            }
            var unsaved = Unsaved().FirstOrDefault();
            if (unsaved != null)
            {
                throw Refusal.Conflict(
                    path, $"What is open would have to be closed for {path}, and {unsaved} is not saved.", null, null,
                    "Save it in Unity, then try again.");
            }
            return EditorSceneManager.GetSceneManagerSetup();
        }

        private static void Restore(SceneSetup[] setup)
        {
            var there = setup
                .Where(scene => scene.path != "" && File.Exists(UnityProject.PlaceOf(scene.path)))
                .ToArray();
            if (there.Length == 0)
            {
                return; // the empty scene stays
            }
            if (!there.Any(scene => scene.isActive))
            {
                there[0].isActive = true;
                there[0].isLoaded = true;
            }
            EditorSceneManager.RestoreSceneManagerSetup(there);
        }

        private static IEnumerable<Scene> All()
        {
            return Enumerable.Range(0, SceneManager.sceneCount).Select(SceneManager.GetSceneAt);
        }
    }
}
