using UnityEngine;

namespace Platformer2D
{
    /// <summary>From here on the hero comes back to this place.</summary>
    [RequireComponent(typeof(Collider2D))]
    public sealed class Checkpoint : MonoBehaviour
    {
        [SerializeField, Tooltip("Where the hero stands, from this object.")]
        private Vector2 offset = new Vector2(0f, 0.1f);

        private void OnTriggerEnter2D(Collider2D other)
        {
            if (other.TryGetComponent(out PlayerController2D player))
            {
                player.SpawnPoint = (Vector2)transform.position + offset;
            }
        }
    }
}
