using System;
using UnityEngine;

namespace UnityEditor
{
    public enum BuildTarget { StandaloneOSX = 2, iOS = 9, Android = 13, StandaloneWindows64 = 19, WebGL = 20, StandaloneLinux64 = 24 }
    public enum BuildTargetGroup { Unknown = 0, Standalone = 1, iOS = 4, Android = 7, WebGL = 13 }

    [Flags]
    public enum BuildOptions { None = 0, Development = 1 }

    public struct BuildPlayerOptions
    {
        public string[] scenes { get; set; }
        public string locationPathName { get; set; }
        public BuildTargetGroup targetGroup { get; set; }
        public BuildTarget target { get; set; }
        public BuildOptions options { get; set; }
    }

    public static class BuildPipeline
    {
        public static extern Build.Reporting.BuildReport BuildPlayer(BuildPlayerOptions options);
        public static extern bool IsBuildTargetSupported(BuildTargetGroup group, BuildTarget target);
        public static extern BuildTargetGroup GetBuildTargetGroup(BuildTarget target);
    }

    public static class EditorUserBuildSettings { public static extern bool buildAppBundle { get; set; } }
}

namespace UnityEditor.Build
{
    using Reporting;
    using UnityEngine.SceneManagement;

    public interface IOrderedCallback { int callbackOrder { get; } }
    public interface IPreprocessBuildWithReport : IOrderedCallback { void OnPreprocessBuild(BuildReport report); }
    public interface IPostprocessBuildWithReport : IOrderedCallback { void OnPostprocessBuild(BuildReport report); }
    public interface IProcessSceneWithReport : IOrderedCallback { void OnProcessScene(Scene scene, BuildReport report); }
}

namespace UnityEditor.Build.Reporting
{
    public enum BuildResult { Unknown, Succeeded, Failed, Cancelled }

    public sealed class BuildReport : UnityEngine.Object
    {
        public extern BuildSummary summary { get; }
        public extern BuildStep[] steps { get; }
    }

    public struct BuildSummary
    {
        public extern BuildResult result { get; }
        public extern ulong totalSize { get; }
        public extern int totalErrors { get; }
        public extern int totalWarnings { get; }
        public extern TimeSpan totalTime { get; }
    }

    public struct BuildStep
    {
        public extern string name { get; }
        public extern BuildStepMessage[] messages { get; }
    }

    public struct BuildStepMessage
    {
        public extern LogType type { get; }
        public extern string content { get; }
    }
}
