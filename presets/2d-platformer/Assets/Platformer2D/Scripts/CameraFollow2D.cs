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
            focus = transform.position;
        }

        private void LateUpdate()
        {
            if (target == null)
            {
                return;
            }

            Vector2 position = target.transform.position;
            focus.x = Drag(focus.x, position.x, deadZone.x);
            focus.y = Drag(focus.y, position.y, deadZone.y);
            float wanted = Mathf.Abs(target.Velocity.x) > 0.5f ? target.Facing * lookAhead : 0f;
            look = Mathf.SmoothDamp(look, wanted, ref lookVelocity, lookTime);
            Vector3 goal = new Vector3(
                Mathf.Clamp(focus.x + look, bounds.xMin, bounds.xMax),
                Mathf.Clamp(focus.y, bounds.yMin, bounds.yMax),
                transform.position.z);
            transform.position = Vector3.SmoothDamp(transform.position, goal, ref velocity, smoothTime);
        }

        private static float Drag(float from, float to, float slack)
        {
            return Mathf.Clamp(from, to - slack, to + slack);
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
