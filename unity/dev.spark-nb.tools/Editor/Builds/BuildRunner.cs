using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using UnityEditor;
using UnityEngine;
using Debug = UnityEngine.Debug;

namespace Spark.Tools
{
    /// <summary>
    /// Carries out one build after another, each once the call that asked for it has been answered. Unity
    /// does nothing else meanwhile; how far it is lies in the job's file.
    /// </summary>
    internal static class BuildRunner
    {
        private static readonly string Owner = NameOf(Process.GetCurrentProcess());
        private static readonly BuildJobs Jobs =
            new BuildJobs(Path.Combine(UnityProject.Root, "Library/SparkBuilds"), Owner, IsAlive);
        private static BuildJob current;

        public static JObject Run(JObject given)
        {
            var job = Jobs.Run(given, IsInstalled);
            Schedule();
            return job.ToAnswer();
        }

        public static JObject Status(JObject given)
        {
            return Jobs.Status(given).ToAnswer();
        }

        /// <summary>Tells the job that is under way, if one is, how far it has come.</summary>
        public static void Reach(string stage, double progress)
        {
            if (current != null)
            {
                current.Reach(stage, progress);
                Jobs.Save(current);
            }
        }

        [InitializeOnLoadMethod]
        private static void OnLoad()
        {
            if (!Environment.GetCommandLineArgs().Any(word => word.StartsWith("AssetImportWorker", StringComparison.Ordinal)))
            {
                Jobs.EndLost();
                Schedule();
            }
        }

        private static void Schedule()
        {
            EditorApplication.delayCall -= Step;
            EditorApplication.delayCall += Step;
        }

        private static void Step()
        {
            if (EditorApplication.isCompiling || EditorApplication.isUpdating || EditorApplication.isPlayingOrWillChangePlaymode)
            {
                Schedule(); // the jobs wait
                return;
            }
            var job = Jobs.Next();
            if (job != null)
            {
                CarryOut(job);
                Schedule();
            }
        }

        private static void CarryOut(BuildJob job)
        {
            Jobs.Begin(job);
            current = job;
            Application.logMessageReceived += Hear;
            try
            {
                PlayerBuild.Make(job);
            }
            catch (Exception error)
            {
                Debug.LogException(error);
                job.Say($"failed with {error.GetType().Name}: {error.Message}");
                job.End("failed", "internal");
            }
            finally
            {
                Application.logMessageReceived -= Hear;
                current = null;
                Jobs.Save(job);
            }
        }

        private static void Hear(string message, string stack, LogType type)
        {
            if (type != LogType.Log)
            {
                current.Say($"{type}: {message}");
            }
        }

        private static bool IsInstalled(string target)
        {
            var parsed = (BuildTarget)Enum.Parse(typeof(BuildTarget), target);
            return BuildPipeline.IsBuildTargetSupported(BuildPipeline.GetBuildTargetGroup(parsed), parsed);
        }

        private static string NameOf(Process process)
        {
            return $"{process.Id}@{process.StartTime.ToUniversalTime().Ticks}";
        }

        private static bool IsAlive(string owner)
        {
            try
            {
                return NameOf(Process.GetProcessById(int.Parse(owner.Split('@')[0]))) == owner;
            }
            catch (Exception error) when (
                error is ArgumentException || error is InvalidOperationException || error is Win32Exception)
            {
                return false; // it has ended, and the number may be somebody else's now
            }
        }
    }
}
