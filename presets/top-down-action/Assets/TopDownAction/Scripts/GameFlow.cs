using UnityEngine;
using UnityEngine.UI;

namespace TopDownAction
{
    /// <summary>Pause, game over when the hero falls, the end when he wins; and the way back.</summary>
    public sealed class GameFlow : MonoBehaviour
    {
        [SerializeField] private Health hero;
        [SerializeField] private SceneFader fader;
        [SerializeField] private GameObject panel;
        [SerializeField] private Text title;
        [SerializeField] private GameObject resume;

        [SerializeField, Tooltip("Where a new game begins.")]
        private string firstScene = "Arena";

        [SerializeField, Min(0f), Tooltip("Seconds between the end and the panel.")]
        private float endTime = 1.2f;

        private bool isOpen;
        private bool isOver;
        private bool isWon;
        private float openAt = float.PositiveInfinity;

        public void Resume()
        {
            Show(false);
        }

        public void Restart()
        {
            Show(false);
            if (isWon)
            {
                Satchel.Forget();
                fader.Load(firstScene);
            }
            else
            {
                fader.Reload();
            }
        }

        public void Win()
        {
            isWon = true;
            End("The lamp is lit");
        }

        private void Start()
        {
            hero.Died += () => End("The light went out");
        }

        private void End(string words)
        {
            isOver = true;
            title.text = words;
            resume.SetActive(false);
            openAt = Time.time + endTime;
        }

        private void Update()
        {
            if (!isOver && HeroInput.Pauses)
            {
                Show(!isOpen);
            }

            if (Time.time >= openAt)
            {
                openAt = float.PositiveInfinity;
                Show(true);
            }
        }

        private void Show(bool open)
        {
            isOpen = open;
            panel.SetActive(open);
            Time.timeScale = open ? 0f : 1f;
            AudioListener.pause = open;
        }
    }
}
