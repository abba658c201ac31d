using UnityEngine;

namespace Platformer2D
{
    /// <summary>
    /// Follows the hero: still inside a dead zone, a little ahead of the run, never past the bounds.
    /// </summary>
    [RequireComponent(typeof(Camera))]
    public sealed class CameraFollow2D : MonoBehaviour
    {
        [SerializeField] private PlayerController2D target;

        [SerializeField, Tooltip("Half the size of the box the hero moves in without moving the view.")]
        private Vector2 deadZone = new Vector2(1.5f, 1.2f);

        [SerializeField, Min(0f), Tooltip("Units the view runs ahead at full look.")]
        private float lookAhead = 2f;

        [SerializeField, Min(0f), Tooltip("Seconds to turn the look-ahead around.")]
        private float lookTime = 0.5f;

        [SerializeField, Min(0f), Tooltip("Seconds to reach the hero.")]
        private float smoothTime = 0.18f;

        [SerializeField, Tooltip("Where the centre of the view may be.")]
        private Rect bounds = new Rect(0f, 0f, 20f, 4f);

        private Vector2 focus;
        private Vector3 velocity;
        private float look;
        private float lookVelocity;

        private void Start()
        {
            focus = target.transform.position;
            Vector2 start = CameraFocus.Keep(focus, bounds);
            transform.position = new Vector3(start.x, start.y, transform.position.z);
        }

        private void LateUpdate()
        {
            focus = CameraFocus.Drag(focus, target.transform.position, deadZone);
            float wanted = Mathf.Abs(target.Velocity.x) > 0.5f ? target.Facing * lookAhead : 0f;
            look = Mathf.SmoothDamp(look, wanted, ref lookVelocity, lookTime);
            Vector2 goal = CameraFocus.Keep(new Vector2(focus.x + look, focus.y), bounds);
            Vector3 place = new Vector3(goal.x, goal.y, transform.position.z);
            transform.position = Vector3.SmoothDamp(transform.position, place, ref velocity, smoothTime);
        }

        private void OnDrawGizmosSelected()
        {
            Gizmos.color = Color.cyan;
            Gizmos.DrawWireCube(transform.position, 2f * deadZone);
            Gizmos.color = Color.yellow;
            Gizmos.DrawWireCube(bounds.center, bounds.size);
        }
    }
}
