// Builds of the small editor: a player is a matter of moments, and ends as it is told to.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using UnityEditor.Build.Reporting;
using UnityEngine;

public static class Planned
{
    public static string result = "Succeeded";
    public static readonly List<string> seen = new List<string>(); // of the job's file, while it is built
}

namespace UnityEditor
{
    public enum BuildTarget { StandaloneOSX, iOS, Android, StandaloneWindows64, WebGL, StandaloneLinux64 }
    public enum BuildTargetGroup { Unknown }
    public enum BuildOptions { None, Development }

    public struct BuildPlayerOptions
    {
        public string[] scenes { get; set; }
        public string locationPathName { get; set; }
        public BuildTargetGroup targetGroup { get; set; }
        public BuildTarget target { get; set; }
        public BuildOptions options { get; set; }
    }

    public sealed class EditorBuildSettingsScene { public string path { get; set; } public bool enabled { get; set; } }

    public static class EditorBuildSettings
    {
        public static EditorBuildSettingsScene[] scenes { get; set; } = new EditorBuildSettingsScene[0];
    }

    public static class EditorUserBuildSettings { public static bool buildAppBundle { get; set; } }

    public static class BuildPipeline
    {
        public static bool IsBuildTargetSupported(BuildTargetGroup group, BuildTarget target) { return target != BuildTarget.iOS; }
        public static BuildTargetGroup GetBuildTargetGroup(BuildTarget target) { return BuildTargetGroup.Unknown; }

        public static BuildReport BuildPlayer(BuildPlayerOptions options)
        {
            Model.said.Add("build " + options.options + " " + options.locationPathName + " " + string.Join(" ", options.scenes));
            var heard = new Spark.Tools.BuildStages();
            var report = new BuildReport();
            heard.OnPreprocessBuild(report);
            See();
            foreach (var scene in options.scenes)
            {
                heard.OnProcessScene(new UnityEngine.SceneManagement.Scene { path = scene }, report);
                See();
            }
            Application.Log("Shader warning", LogType.Warning);
            if (Planned.result == "Throws") { throw new InvalidOperationException("no disk"); }
            heard.OnPostprocessBuild(report);
            See();
            report.summary = new BuildSummary { result = (BuildResult)Enum.Parse(typeof(BuildResult), Planned.result) };
            return report;
        }

        private static void See()
        {
            Planned.seen.AddRange(Directory.GetFiles(Model.In("Library/SparkBuilds"), "*.json").Select(File.ReadAllText));
        }
    }
}

namespace UnityEditor.Build
{
    public interface IPreprocessBuildWithReport { void OnPreprocessBuild(BuildReport report); }
    public interface IPostprocessBuildWithReport { void OnPostprocessBuild(BuildReport report); }
    public interface IProcessSceneWithReport { void OnProcessScene(UnityEngine.SceneManagement.Scene scene, BuildReport report); }
}

namespace UnityEditor.Build.Reporting
{
    public enum BuildResult { Unknown, Succeeded, Failed, Cancelled }

    public sealed class BuildReport
    {
        public BuildSummary summary { get; set; }

        public BuildStep[] steps
        {
            get
            {
                var messages = new[]
                {
                    new BuildStepMessage { type = LogType.Warning, content = "a warning" },
                    new BuildStepMessage { type = LogType.Error, content = "an error" },
                    new BuildStepMessage { type = LogType.Log, content = "a word" },
                };
                return new[] { new BuildStep { name = "Compile", messages = messages } };
            }
        }
    }

    public struct BuildSummary
    {
        public BuildResult result { get; set; }
        public ulong totalSize { get { return 1234; } }
        public int totalErrors { get { return 1; } }
        public int totalWarnings { get { return 1; } }
        public TimeSpan totalTime { get { return TimeSpan.FromSeconds(2); } }
    }

    public struct BuildStep { public string name { get; set; } public BuildStepMessage[] messages { get; set; } }
    public struct BuildStepMessage { public LogType type { get; set; } public string content { get; set; } }
}
