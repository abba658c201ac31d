using UnityEngine;

namespace Platformer2D
{
    /// <summary>Goes into the purse of whoever touches it.</summary>
    [RequireComponent(typeof(Collider2D))]
    public sealed class Coin : MonoBehaviour
    {
        [SerializeField, Min(1)]
        private int value = 1;

        private void OnTriggerEnter2D(Collider2D other)
        {
            if (other.TryGetComponent(out CoinPurse purse))
            {
                purse.Add(value);
                Destroy(gameObject);
            }
        }
    }
}
