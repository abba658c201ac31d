using UnityEngine;

namespace Platformer2D
{
    /// <summary>Goes to and fro and takes along who stands on it.</summary>
    [RequireComponent(typeof(Rigidbody2D))]
    public sealed class MovingPlatform : MonoBehaviour
    {
        [SerializeField, Tooltip("From where it is placed to the far end, in units.")]
        private Vector2 travel = new Vector2(4f, 0f);

        [SerializeField, Min(0f), Tooltip("Units per second, on average.")]
        private float speed = 2f;

        [SerializeField, Min(0f), Tooltip("Seconds it rests at each end.")]
        private float restTime = 0.5f;

        private Rigidbody2D body;
        private Shuttle shuttle;
        private Vector2 start;
        private float since;

        public Vector2 Velocity { get; private set; }

        private void Awake()
        {
            body = GetComponent<Rigidbody2D>();
            start = body.position;
            shuttle = new Shuttle(travel.magnitude, speed, restTime);
        }

        private void FixedUpdate()
        {
            since += Time.fixedDeltaTime;
            Vector2 next = start + travel * shuttle.ShareAt(since);
            Velocity = (next - body.position) / Time.fixedDeltaTime;
            body.MovePosition(next);
        }

        private void OnDrawGizmosSelected()
        {
            Vector3 from = Application.isPlaying ? (Vector3)start : transform.position;
            Gizmos.color = Color.yellow;
            Gizmos.DrawLine(from, from + (Vector3)travel);
        }
    }
}
