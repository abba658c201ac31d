using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using UnityEditor;
using UnityEditor.Build.Reporting;
using UnityEngine;

namespace Spark.Tools
{
    /// <summary>One build of a player, and what Unity reports of it.</summary>
    internal static class PlayerBuild
    {
        private const int MostProblems = 200;

        /// <summary>How many scenes go into the build that is under way.</summary>
        public static int SceneCount { get; private set; }

        public static void Make(BuildJob job)
        {
            var config = new BuildConfig(job.Config);
            var scenes = config.Scenes
                ?? EditorBuildSettings.scenes.Where(scene => scene.enabled).Select(scene => scene.path).ToArray();
            if (scenes.Length == 0)
            {
                job.Say("no scene is ticked in the build settings; tick one, or pass config.scenes");
                job.End("failed", "no_scenes");
                return;
            }
            foreach (var unsaved in OpenScenes.Unsaved())
            {
                job.Say($"{unsaved} is open with changes that are not saved, and may be missing from the build");
            }
            SceneCount = scenes.Length;
            var options = Options(job, config, scenes);
            End(job, config, options, BuildPipeline.BuildPlayer(options));
        }

        private static BuildPlayerOptions Options(BuildJob job, BuildConfig config, string[] scenes)
        {
            var target = (BuildTarget)Enum.Parse(typeof(BuildTarget), job.Target);
            return new BuildPlayerOptions
            {
                scenes = scenes,
                target = target,
                targetGroup = BuildPipeline.GetBuildTargetGroup(target),
                locationPathName = $"Builds/{job.Target}-{job.Id}" + FileIn(target),
                options = config.Development ? BuildOptions.Development : BuildOptions.None,
            };
        }

        // Where a player is one file it gets a folder of its own, for Unity puts more beside it.
        private static string FileIn(BuildTarget target)
        {
            var name = "/" + string.Concat(Application.productName.Split(System.IO.Path.GetInvalidFileNameChars()));
            switch (target)
            {
                case BuildTarget.StandaloneWindows64: return name + ".exe";
                case BuildTarget.StandaloneLinux64: return name + ".x86_64";
                case BuildTarget.StandaloneOSX: return name + ".app";
                case BuildTarget.Android: return name + (EditorUserBuildSettings.buildAppBundle ? ".aab" : ".apk");
                default: return "";
            }
        }

        private static void End(BuildJob job, BuildConfig config, BuildPlayerOptions options, BuildReport report)
        {
            var summary = report.summary;
            job.Report(Report(config, options, report));
            job.Say($"{summary.result}: {summary.totalErrors} errors, {summary.totalWarnings} warnings");
            switch (summary.result)
            {
                case BuildResult.Succeeded:
                    job.Succeed(options.locationPathName, (long)summary.totalSize);
                    break;
                case BuildResult.Cancelled:
                    job.End("cancelled", "cancelled");
                    break;
                default:
                    job.End("failed", "build_failed");
                    break;
            }
        }

        private static JObject Report(BuildConfig config, BuildPlayerOptions options, BuildReport report)
        {
            return new JObject
            {
                { "kind", "player" }, { "target", options.target.ToString() },
                { "unity_version", Application.unityVersion }, { "scenes", new JArray(options.scenes) },
                { "errors", report.summary.totalErrors }, { "warnings", report.summary.totalWarnings },
                { "duration_s", report.summary.totalTime.TotalSeconds },
                { "problems", new JArray(Unapplied(config).Concat(Problems(report)).Take(MostProblems)) },
            };
        }

        private static IEnumerable<JObject> Unapplied(BuildConfig config)
        {
            return config.Unknown.Select(
                name => Problem("warning", null, $"config.{name} is not known here and was not applied."));
        }

        // Errors first: warnings may be many.
        private static IEnumerable<JObject> Problems(BuildReport report)
        {
            return report.steps
                .SelectMany(step => step.messages, (step, message) => (step: step, message: message))
                .Where(said => said.message.type != LogType.Log)
                .OrderBy(said => said.message.type == LogType.Warning)
                .Select(said => Problem(
                    said.message.type == LogType.Warning ? "warning" : "error", said.step.name, said.message.content));
        }

        private static JObject Problem(string severity, string step, string message)
        {
            return new JObject { { "severity", severity }, { "step", step }, { "message", message } };
        }
    }
}
