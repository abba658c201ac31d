using UnityEngine;

namespace TopDownAction
{
    /// <summary>Plays a hit and the end of an enemy.</summary>
    [RequireComponent(typeof(Health), typeof(AudioSource))]
    public sealed class EnemySounds : MonoBehaviour
    {
        [SerializeField] private AudioClip hit;
        [SerializeField] private AudioClip fall;

        private void Awake()
        {
            AudioSource source = GetComponent<AudioSource>();
            Health health = GetComponent<Health>();
            health.Hurt += (from, push) => source.PlayOneShot(hit);
            health.Died += () => source.PlayOneShot(fall);
        }
    }
}
