using UnityEngine;

namespace Platformer2D
{
    /// <summary>
    /// Moves the hero: runs with acceleration, jumps with coyote time and buffer, and cuts a jump
    /// short when the button is let go.
    /// </summary>
    [RequireComponent(typeof(Rigidbody2D), typeof(BoxCollider2D))]
    public sealed class PlayerController2D : MonoBehaviour
    {
        // How heavy the hero feels. Less is floatier: a jump lasts longer and is just as high.
        private const float GravityScale = 3f;

        private const float GroundProbe = 0.06f;

        [SerializeField, Tooltip("The numbers of the feel.")]
        private PlayerStats stats;

        [SerializeField, Tooltip("What counts as ground.")]
        private LayerMask groundLayers = Physics2D.DefaultRaycastLayers;

        private readonly JumpWindow jumpWindow = new JumpWindow();
        private readonly Collider2D[] underfoot = new Collider2D[8];
        private Rigidbody2D body;
        private BoxCollider2D shape;
        private ContactFilter2D groundFilter;
        private float run;
        private bool jumpHeld;

        public bool IsGrounded { get; private set; }

        /// <summary>1 when the hero looks right, -1 when left.</summary>
        public float Facing { get; private set; } = 1f;

        /// <summary>Where the hero comes back to.</summary>
        public Vector2 SpawnPoint { get; set; }

#if UNITY_6000_0_OR_NEWER
        public Vector2 Velocity
        {
            get { return body.linearVelocity; }
            private set { body.linearVelocity = value; }
        }
#else
        public Vector2 Velocity
        {
            get { return body.velocity; }
            private set { body.velocity = value; }
        }
#endif

        public void Respawn()
        {
            body.position = SpawnPoint;
            Velocity = Vector2.zero;
        }

        /// <summary>Throws the hero up to <paramref name="height"/> units, as off an enemy's head.</summary>
        public void Bounce(float height)
        {
            Velocity = new Vector2(Velocity.x, SpeedToReach(height));
        }

        private void Awake()
        {
            body = GetComponent<Rigidbody2D>();
            shape = GetComponent<BoxCollider2D>();
            groundFilter = new ContactFilter2D { useTriggers = false };
            groundFilter.SetLayerMask(groundLayers);
            SpawnPoint = body.position;
        }

        private void Update()
        {
            ReadInput(out run, out bool pressed, out jumpHeld);
            if (pressed)
            {
                jumpWindow.Press();
            }
        }

        private void FixedUpdate()
        {
            IsGrounded = Velocity.y < 0.1f && TouchesGround();
            jumpWindow.Tick(Time.fixedDeltaTime, IsGrounded);
            Velocity = new Vector2(NextRunSpeed(Velocity.x), NextFallSpeed(Velocity.y));
            body.gravityScale = GravityScale * GravityFactor(Velocity.y);
            if (run != 0f)
            {
                Facing = Mathf.Sign(run);
            }
        }

        // The one place that knows the device; replace it to use the Input System.
        private static void ReadInput(out float move, out bool pressed, out bool held)
        {
            move = Input.GetAxisRaw("Horizontal");
            pressed = Input.GetButtonDown("Jump");
            held = Input.GetButton("Jump");
        }

        private float NextRunSpeed(float speed)
        {
            float target = run * stats.maxSpeed;
            float rate = run == 0f
                ? (IsGrounded ? stats.groundDeceleration : stats.airDeceleration)
                : (IsGrounded ? stats.groundAcceleration : stats.airAcceleration);
            if (target * speed < 0f)
            {
                rate *= stats.turnBoost;
            }

            return Mathf.MoveTowards(speed, target, rate * Time.fixedDeltaTime);
        }

        private float NextFallSpeed(float speed)
        {
            if (jumpWindow.TryTake(stats.coyoteTime, stats.jumpBuffer))
            {
                return SpeedToReach(stats.jumpHeight);
            }

            return Mathf.Max(speed, -stats.maxFallSpeed);
        }

        private float GravityFactor(float speed)
        {
            if (speed < 0f)
            {
                return stats.fallGravity;
            }

            return jumpHeld || IsGrounded ? 1f : stats.cutGravity;
        }

        private static float SpeedToReach(float height)
        {
            return Mathf.Sqrt(2f * Mathf.Abs(Physics2D.gravity.y) * GravityScale * height);
        }

        private bool TouchesGround()
        {
            Bounds bounds = shape.bounds;
            Vector2 feet = new Vector2(bounds.center.x, bounds.min.y);
            Vector2 size = new Vector2(bounds.size.x * 0.9f, 2f * GroundProbe);
            int count = Physics2D.OverlapBox(feet, size, 0f, groundFilter, underfoot);
            for (int i = 0; i < count; i++)
            {
                if (underfoot[i].attachedRigidbody != body)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
