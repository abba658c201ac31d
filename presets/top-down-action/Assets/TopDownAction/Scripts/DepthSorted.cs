using UnityEngine;

namespace TopDownAction
{
    /// <summary>
    /// Keeps a picture in front of what stands farther up, in the editor too. What never moves sorts
    /// itself once.
    /// </summary>
    [ExecuteAlways, RequireComponent(typeof(SpriteRenderer))]
    public sealed class DepthSorted : MonoBehaviour
    {
        [SerializeField] private bool moves;

        private SpriteRenderer image;

        private void OnEnable()
        {
            image = GetComponent<SpriteRenderer>();
            Sort();
        }

        private void LateUpdate()
        {
            if (moves || !Application.isPlaying)
            {
                Sort();
            }
        }

        private void Sort()
        {
            int order = DepthOrder.Of(transform.position.y);
            if (image.sortingOrder != order)
            {
                image.sortingOrder = order;
            }
        }
    }
}
