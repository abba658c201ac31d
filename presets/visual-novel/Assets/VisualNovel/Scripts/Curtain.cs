using System;
using System.Collections;
using UnityEngine;
using UnityEngine.SceneManagement;

namespace VisualNovel
{
    /// <summary>Darkens the screen before places and scenes change, and brightens it after.</summary>
    [RequireComponent(typeof(CanvasGroup))]
    public sealed class Curtain : MonoBehaviour
    {
        [SerializeField, Min(0f), Tooltip("Seconds.")]
        private float fadeTime = 0.45f;

        private CanvasGroup group;

        /// <summary>Whether it is on its way; nothing should be read meanwhile.</summary>
        public bool IsMoving { get; private set; }

        public void LoadScene(string scene)
        {
            Close(() => SceneManager.LoadScene(scene));
        }

        /// <summary>Calls <paramref name="whenDark"/> behind the closed curtain, then opens it.</summary>
        public void Close(Action whenDark)
        {
            if (!IsMoving)
            {
                StartCoroutine(CloseAndOpen(whenDark));
            }
        }

        private void Awake()
        {
            group = GetComponent<CanvasGroup>();
        }

        private void Start()
        {
            StartCoroutine(Open());
        }

        private IEnumerator CloseAndOpen(Action whenDark)
        {
            IsMoving = true;
            yield return Fade(0f, 1f);
            whenDark();
            yield return Open();
        }

        private IEnumerator Open()
        {
            IsMoving = true;
            yield return Fade(1f, 0f);
            IsMoving = false;
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
