using UnityEngine;
using UnityEngine.UI;

namespace TopDownAction
{
    /// <summary>Shows hearts, sparks, points, keys, the wave, and a few words for a moment.</summary>
    public sealed class Hud : MonoBehaviour
    {
        [SerializeField, Tooltip("Shown when the scene begins.")]
        private string title = "";

        [SerializeField] private Health health;
        [SerializeField] private Satchel satchel;

        [SerializeField, Tooltip("None where there are no waves.")]
        private WaveSpawner spawner;

        [SerializeField] private Image[] hearts = new Image[0];
        [SerializeField] private Sprite fullHeart;
        [SerializeField] private Sprite emptyHeart;
        [SerializeField] private Image key;
        [SerializeField] private Text sparks;
        [SerializeField] private Text score;
        [SerializeField] private Text wave;
        [SerializeField] private Text banner;

        [SerializeField, Min(0f), Tooltip("Seconds the words of the banner stay.")]
        private float bannerTime = 2f;

        private float bannerUntil;

        public void Say(string words)
        {
            banner.text = words;
            banner.enabled = true;
            bannerUntil = Time.unscaledTime + bannerTime;
        }

        private void Start()
        {
            health.Changed += ShowHearts;
            satchel.Changed += ShowSatchel;
            if (spawner)
            {
                spawner.Began += ShowWave;
            }

            ShowHearts(health.Count, health.Most);
            ShowSatchel();
            Say(title);
        }

        private void Update()
        {
            banner.enabled = Time.unscaledTime < bannerUntil;
        }

        private void ShowHearts(int count, int most)
        {
            for (int i = 0; i < hearts.Length; i++)
            {
                hearts[i].enabled = i < most;
                hearts[i].sprite = i < count ? fullHeart : emptyHeart;
            }
        }

        private void ShowSatchel()
        {
            sparks.text = satchel.Sparks.ToString("00");
            score.text = satchel.Score.ToString("0000");
            key.enabled = satchel.Keys > 0;
        }

        private void ShowWave(int number, int count)
        {
            wave.text = "Wave " + number + "/" + count;
            Say("Wave " + number);
        }
    }
}
