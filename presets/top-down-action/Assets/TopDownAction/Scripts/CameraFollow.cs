using UnityEngine;

namespace TopDownAction
{
    /// <summary>Follows the hero softly, a little ahead of his aim, within bounds.</summary>
    [RequireComponent(typeof(Camera))]
    public sealed class CameraFollow : MonoBehaviour
    {
        [SerializeField] private HeroController target;

        [SerializeField, Min(0f), Tooltip("Units ahead of the hero, towards his aim.")]
        private float lead = 1f;

        [SerializeField, Min(0f), Tooltip("Seconds to get there.")]
        private float smoothTime = 0.25f;

        [SerializeField, Tooltip("Where the centre of the view may be.")]
        private Rect bounds = new Rect(-10f, -8f, 20f, 16f);

        private Vector3 velocity;

        private void LateUpdate()
        {
            Vector2 goal = CameraFrame.Goal(target.transform.position, target.AimDirection, lead, bounds);
            Vector3 place = new Vector3(goal.x, goal.y, transform.position.z);
            transform.position = Vector3.SmoothDamp(transform.position, place, ref velocity, smoothTime);
        }

        private void OnDrawGizmosSelected()
        {
            Gizmos.color = Color.yellow;
            Gizmos.DrawWireCube(bounds.center, bounds.size);
        }
    }
}
