using UnityEngine;

namespace Platformer2D
{
    /// <summary>Goes away by itself once its animation has played.</summary>
    public sealed class OneShotEffect : MonoBehaviour
    {
        [SerializeField, Min(0f), Tooltip("Seconds.")]
        private float lifetime = 0.3f;

        private void Start()
        {
            Destroy(gameObject, lifetime);
        }
    }
}
