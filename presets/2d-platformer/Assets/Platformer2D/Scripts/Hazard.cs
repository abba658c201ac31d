using UnityEngine;

namespace Platformer2D
{
    /// <summary>Costs a heart and sends the hero back to the last checkpoint: spikes, pits.</summary>
    [RequireComponent(typeof(Collider2D))]
    public sealed class Hazard : MonoBehaviour
    {
        private void OnTriggerEnter2D(Collider2D other)
        {
            if (other.TryGetComponent(out PlayerHealth health))
            {
                health.FallInto();
            }
        }
    }
}
