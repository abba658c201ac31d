using UnityEngine;

namespace TopDownAction
{
    /// <summary>Is there for as long as its animation takes.</summary>
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
