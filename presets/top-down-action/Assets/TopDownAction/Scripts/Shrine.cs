using UnityEngine;

namespace TopDownAction
{
    /// <summary>The great lamp: whoever reaches it has won.</summary>
    [RequireComponent(typeof(Collider2D))]
    public sealed class Shrine : MonoBehaviour
    {
        [SerializeField] private GameFlow flow;

        private void OnTriggerEnter2D(Collider2D other)
        {
            if (other.TryGetComponent(out HeroController hero) && hero.IsControlled)
            {
                hero.IsControlled = false;
                flow.Win();
            }
        }
    }
}
