using UnityEngine;

namespace Platformer2D
{
    /// <summary>Plays what the hero does and what happens to him.</summary>
    [RequireComponent(typeof(PlayerController2D), typeof(PlayerHealth), typeof(CoinPurse))]
    [RequireComponent(typeof(AudioSource))]
    public sealed class PlayerSounds : MonoBehaviour
    {
        private const float LoudLanding = 6f;

        [SerializeField] private AudioClip jump;
        [SerializeField] private AudioClip land;
        [SerializeField] private AudioClip stomp;
        [SerializeField] private AudioClip hurt;
        [SerializeField] private AudioClip coin;

        private AudioSource source;

        public void Play(AudioClip clip)
        {
            source.PlayOneShot(clip);
        }

        private void Awake()
        {
            source = GetComponent<AudioSource>();
            PlayerController2D controller = GetComponent<PlayerController2D>();
            controller.Jumped += () => Play(jump);
            controller.Bounced += () => Play(stomp);
            controller.Landed += speed =>
            {
                if (speed > LoudLanding)
                {
                    Play(land);
                }
            };
            GetComponent<PlayerHealth>().Hurt += () => Play(hurt);
            GetComponent<CoinPurse>().Changed += count => Play(coin);
        }
    }
}
