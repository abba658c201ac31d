using UnityEngine;

namespace TopDownAction
{
    /// <summary>Plays what the hero does and what happens to him.</summary>
    [RequireComponent(typeof(LampShooter), typeof(StaffSwing), typeof(Health))]
    [RequireComponent(typeof(AudioSource))]
    public sealed class HeroSounds : MonoBehaviour
    {
        [SerializeField] private AudioClip shot;
        [SerializeField] private AudioClip empty;
        [SerializeField] private AudioClip swing;
        [SerializeField] private AudioClip hurt;
        [SerializeField] private AudioClip fall;

        private AudioSource source;

        public void Play(AudioClip clip)
        {
            source.PlayOneShot(clip);
        }

        private void Awake()
        {
            source = GetComponent<AudioSource>();
            LampShooter shooter = GetComponent<LampShooter>();
            shooter.Shot += () => Play(shot);
            shooter.WasEmpty += () => Play(empty);
            GetComponent<StaffSwing>().Swung += () => Play(swing);
            Health health = GetComponent<Health>();
            health.Hurt += (from, push) => Play(hurt);
            health.Died += () => Play(fall);
        }
    }
}
