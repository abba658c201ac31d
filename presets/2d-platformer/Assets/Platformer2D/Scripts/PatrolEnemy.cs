using UnityEngine;

namespace Platformer2D
{
    /// <summary>
    /// Walks to and fro, turns at walls and ledges, hurts on touch, and is squashed by a jump on its
    /// head.
    /// </summary>
    [RequireComponent(typeof(Rigidbody2D), typeof(BoxCollider2D), typeof(SpriteRenderer))]
    [RequireComponent(typeof(Animator))]
    public sealed class PatrolEnemy : MonoBehaviour
    {
        private const float Reach = 0.15f;
        private const float SquashedTime = 0.5f;

        private static readonly int Squashed = Animator.StringToHash("Squashed");

        [SerializeField, Min(0f), Tooltip("Units per second.")]
        private float speed = 1.4f;

        [SerializeField, Tooltip("Walks right first; otherwise left.")]
        private bool startsRight = true;

        [SerializeField, Min(0f), Tooltip("How high the hero bounces off its head, in units.")]
        private float bounceHeight = 2f;

        [SerializeField, Tooltip("What it walks on and turns at.")]
        private LayerMask groundLayers = Physics2D.DefaultRaycastLayers;

        private readonly RaycastHit2D[] hits = new RaycastHit2D[4];
        private Rigidbody2D body;
        private BoxCollider2D shape;
        private SpriteRenderer image;
        private ContactFilter2D groundFilter;
        private float direction;

        private void Awake()
        {
            body = GetComponent<Rigidbody2D>();
            shape = GetComponent<BoxCollider2D>();
            image = GetComponent<SpriteRenderer>();
            groundFilter = new ContactFilter2D { useTriggers = false };
            groundFilter.SetLayerMask(groundLayers);
            direction = startsRight ? 1f : -1f;
        }

        private void FixedUpdate()
        {
            Bounds bounds = shape.bounds;
            float front = bounds.center.x + direction * bounds.extents.x;
            bool wall = Sees(new Vector2(front, bounds.center.y), new Vector2(direction, 0f));
            bool floor = Sees(new Vector2(front, bounds.min.y), Vector2.down);
            if (wall || !floor)
            {
                direction = -direction;
            }

            Walk();
            image.flipX = direction < 0f;
        }

        private void Walk()
        {
#if UNITY_6000_0_OR_NEWER
            body.linearVelocity = new Vector2(direction * speed, body.linearVelocity.y);
#else
            body.velocity = new Vector2(direction * speed, body.velocity.y);
#endif
        }

        private bool Sees(Vector2 from, Vector2 towards)
        {
            int count = Physics2D.Raycast(from, towards, groundFilter, hits, Reach);
            for (int i = 0; i < count; i++)
            {
                Rigidbody2D other = hits[i].rigidbody;
                if (other != body && (other == null || !other.TryGetComponent(out PlayerController2D _)))
                {
                    return true;
                }
            }

            return false;
        }

        private void OnCollisionEnter2D(Collision2D collision)
        {
            if (!collision.gameObject.TryGetComponent(out PlayerController2D player))
            {
                return;
            }

            if (collision.GetContact(0).point.y > shape.bounds.center.y)
            {
                player.Bounce(bounceHeight);
                Squash();
            }
            else if (player.TryGetComponent(out PlayerHealth health))
            {
                health.Hit(transform.position);
            }
        }

        private void Squash()
        {
            enabled = false;
            body.simulated = false;
            GetComponent<Animator>().SetTrigger(Squashed);
            Destroy(gameObject, SquashedTime);
        }
    }
}
