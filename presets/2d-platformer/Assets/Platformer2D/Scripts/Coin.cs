using UnityEngine;

namespace Platformer2D
{
    /// <summary>Goes into the purse of whoever touches it, with a sparkle.</summary>
    [RequireComponent(typeof(Collider2D), typeof(Animator))]
    public sealed class Coin : MonoBehaviour
    {
        private const float SparkleTime = 0.35f;

        private static readonly int Taken = Animator.StringToHash("Taken");

        [SerializeField, Min(1)]
        private int value = 1;

        [SerializeField, Range(0f, 1f), Tooltip("Part of a turn it is ahead, so that neighbours are not in step.")]
        private float phase;

        private Animator animator;

        private void Start()
        {
            animator = GetComponent<Animator>();
            animator.Play("Spin", 0, phase);
        }

        private void OnTriggerEnter2D(Collider2D other)
        {
            if (other.TryGetComponent(out CoinPurse purse))
            {
                purse.Add(value);
                GetComponent<Collider2D>().enabled = false;
                animator.SetTrigger(Taken);
                Destroy(gameObject, SparkleTime);
            }
        }
    }
}
