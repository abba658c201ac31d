using UnityEngine;

namespace TopDownAction
{
    /// <summary>Goes to the hero who touches it. A heart stays when none is missing.</summary>
    [RequireComponent(typeof(Collider2D))]
    public sealed class Pickup : MonoBehaviour
    {
        [SerializeField] private PickupKind kind;

        [SerializeField, Min(1), Tooltip("Hearts, sparks or points.")]
        private int amount = 1;

        [SerializeField] private AudioClip sound;
        [SerializeField] private OneShotEffect taken;

        private void OnTriggerEnter2D(Collider2D other)
        {
            if (!other.TryGetComponent(out Satchel satchel) || !TryGive(satchel))
            {
                return;
            }

            Instantiate(taken, transform.position, Quaternion.identity);
            if (other.TryGetComponent(out HeroSounds sounds))
            {
                sounds.Play(sound);
            }

            Destroy(gameObject);
        }

        private bool TryGive(Satchel satchel)
        {
            switch (kind)
            {
                case PickupKind.Heart:
                    return satchel.TryGetComponent(out Health health) && health.Heal(amount);
                case PickupKind.Sparks:
                    satchel.AddSparks(amount);
                    return true;
                case PickupKind.Key:
                    satchel.AddKey();
                    return true;
                default:
                    satchel.AddScore(amount);
                    return true;
            }
        }
    }
}
