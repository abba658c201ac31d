using System.Collections;
using UnityEngine;
using UnityEngine.SceneManagement;

namespace TopDownAction
{
    /// <summary>Lets a scene come out of the dark and go back into it before the next.</summary>
    [RequireComponent(typeof(CanvasGroup))]
    public sealed class SceneFader : MonoBehaviour
    {
        [SerializeField, Min(0.01f), Tooltip("Seconds.")]
        private float fadeTime = 0.5f;

        private CanvasGroup dark;
        private bool isLeaving;

        public void Reload()
        {
            Load(SceneManager.GetActiveScene().name);
        }

        public void Load(string scene)
        {
            if (!isLeaving)
            {
                isLeaving = true;
                StartCoroutine(Leave(scene));
            }
        }

        private IEnumerator Start()
        {
            dark = GetComponent<CanvasGroup>();
            yield return FadeTo(1f, 0f);
        }

        private IEnumerator Leave(string scene)
        {
            yield return FadeTo(0f, 1f);
            SceneManager.LoadScene(scene);
        }

        private IEnumerator FadeTo(float from, float to)
        {
            float share = 0f;
            while (share < 1f)
            {
                share = Mathf.Clamp01(share + Time.unscaledDeltaTime / fadeTime);
                dark.alpha = Mathf.Lerp(from, to, share);
                yield return null;
            }
        }
    }
}
