using UnityEngine;

namespace Platformer2D
{
    /// <summary>Raises its flag when touched; from then on the hero comes back to this place.</summary>
    [RequireComponent(typeof(Collider2D), typeof(Animator))]
    public sealed class Checkpoint : MonoBehaviour
    {
        private static readonly int Raised = Animator.StringToHash("Raised");

        [SerializeField, Tooltip("Where the hero stands, from this object.")]
        private Vector2 offset = new Vector2(0f, 0.1f);

        [SerializeField] private AudioClip sound;

        private bool isRaised;

        private void OnTriggerEnter2D(Collider2D other)
        {
            if (isRaised || !other.TryGetComponent(out PlayerController2D player))
            {
                return;
            }

            isRaised = true;
            player.SpawnPoint = (Vector2)transform.position + offset;
            GetComponent<Animator>().SetBool(Raised, true);
            if (player.TryGetComponent(out PlayerSounds sounds))
            {
                sounds.Play(sound);
            }
        }
    }
}
