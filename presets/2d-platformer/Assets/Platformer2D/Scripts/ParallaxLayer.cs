using UnityEngine;

namespace Platformer2D
{
    /// <summary>Moves a background layer with the view, so that far things pass slowly.</summary>
    public sealed class ParallaxLayer : MonoBehaviour
    {
        [SerializeField] private Transform view;

        [SerializeField, Range(0f, 1f), Tooltip("0 stays in the world, 1 stays on the screen.")]
        private float distance = 0.5f;

        [SerializeField, Tooltip("Units per second the layer drifts by itself, as clouds do.")]
        private float drift;

        private Vector3 home;
        private Vector3 start;

        private void Start()
        {
            home = transform.position;
            start = view.position;
        }

        private void LateUpdate()
        {
            Vector3 moved = (view.position - start) * distance;
            transform.position = home + new Vector3(moved.x + drift * Time.time, moved.y, 0f);
        }
    }
}
