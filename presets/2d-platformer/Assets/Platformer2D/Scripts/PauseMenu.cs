using UnityEngine;

namespace Platformer2D
{
    /// <summary>Stops the game on Cancel and shows its panel.</summary>
    public sealed class PauseMenu : MonoBehaviour
    {
        [SerializeField] private GameObject panel;
        [SerializeField] private SceneFader fader;

        private bool isOpen;

        public void Resume()
        {
            Show(false);
        }

        public void Restart()
        {
            Show(false);
            fader.Reload();
        }

        private void Update()
        {
            if (Input.GetButtonDown("Cancel"))
            {
                Show(!isOpen);
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
