using UnityEditor.Build;
using UnityEditor.Build.Reporting;
using UnityEngine.SceneManagement;

namespace Spark.Tools
{
    /// <summary>Hears from Unity how far a build is. The shares of the whole are a guess.</summary>
    internal sealed class BuildStages : IPreprocessBuildWithReport, IProcessSceneWithReport, IPostprocessBuildWithReport
    {
        private const double Begun = 0.1;
        private const double ScenesDone = 0.6;
        private const double PlayerMade = 0.95;
        private static int scenes;

        public int callbackOrder
        {
            get { return 0; }
        }

        public void OnPreprocessBuild(BuildReport report)
        {
            scenes = 0;
            BuildRunner.Reach("scripts and scenes", Begun);
        }

        // Unity calls it on entering play mode too, without a report.
        public void OnProcessScene(Scene scene, BuildReport report)
        {
            if (report != null && PlayerBuild.SceneCount > 0)
            {
                scenes++;
                BuildRunner.Reach("scenes", Begun + (ScenesDone - Begun) * scenes / PlayerBuild.SceneCount);
            }
        }

        public void OnPostprocessBuild(BuildReport report)
        {
            BuildRunner.Reach("finishing", PlayerMade);
        }
    }
}
