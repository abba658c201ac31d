using UnityEngine;
using UnityEngine.UI;

namespace Platformer2D
{
    /// <summary>Shows hearts, coins, and a few words for a moment.</summary>
    public sealed class Hud : MonoBehaviour
    {
        [SerializeField, Tooltip("Shown when the level begins.")]
        private string title = "";

        [SerializeField] private PlayerHealth health;
        [SerializeField] private CoinPurse purse;
        [SerializeField] private Image[] hearts = new Image[0];
        [SerializeField] private Sprite fullHeart;
        [SerializeField] private Sprite emptyHeart;
        [SerializeField] private Text coins;
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
            purse.Changed += ShowCoins;
            ShowHearts(health.Count, health.Most);
            ShowCoins(purse.Count);
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

        private void ShowCoins(int count)
        {
            coins.text = "x" + count.ToString("00");
        }
    }
}
