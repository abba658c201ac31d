using System.Collections;
using UnityEngine;
using UnityEngine.SceneManagement;

namespace Platformer2D
{
    /// <summary>Brightens the screen when a scene begins and darkens it before the next.</summary>
    [RequireComponent(typeof(CanvasGroup))]
    public sealed class SceneFader : MonoBehaviour
    {
        [SerializeField, Min(0f), Tooltip("Seconds.")]
        private float fadeTime = 0.4f;

        [SerializeField, Min(0f), Tooltip("Seconds before it gets dark, to see what happened.")]
        private float waitTime = 0.8f;

        private CanvasGroup group;
        private bool isLeaving;

        public void Load(string scene)
        {
            if (!isLeaving)
            {
                isLeaving = true;
                StartCoroutine(Leave(scene));
            }
        }

        public void Reload()
        {
            Load(SceneManager.GetActiveScene().name);
        }

        private void Start()
        {
            group = GetComponent<CanvasGroup>();
            StartCoroutine(Fade(1f, 0f));
        }

        private IEnumerator Leave(string scene)
        {
            yield return new WaitForSecondsRealtime(waitTime);
            yield return Fade(0f, 1f);
            Time.timeScale = 1f;
            SceneManager.LoadScene(scene);
        }

        private IEnumerator Fade(float from, float to)
        {
            for (float since = 0f; since < fadeTime; since += Time.unscaledDeltaTime)
            {
                group.alpha = Mathf.Lerp(from, to, since / fadeTime);
                yield return null;
            }

            group.alpha = to;
        }
    }
}
