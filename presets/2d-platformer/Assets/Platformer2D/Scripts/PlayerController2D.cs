using System;
using UnityEngine;

namespace Platformer2D
{
    /// <summary>
    /// Moves the hero: runs with acceleration, jumps with coyote time and buffer, cuts a jump short
    /// when the button is let go, rides on what moves, and drops through planks.
    /// </summary>
    [RequireComponent(typeof(Rigidbody2D), typeof(BoxCollider2D))]
    public sealed class PlayerController2D : MonoBehaviour
    {
        // How heavy the hero feels. Less is floatier: a jump lasts longer and is just as high.
        private const float GravityScale = 3f;

        [SerializeField, Tooltip("The numbers of the feel.")]
        private PlayerStats stats;

        [SerializeField, Tooltip("What counts as ground.")]
        private LayerMask groundLayers = Physics2D.DefaultRaycastLayers;

        private readonly JumpWindow jumpWindow = new JumpWindow();
        private Rigidbody2D body;
        private BoxCollider2D shape;
        private GroundProbe probe;
        private float run;
        private bool jumpHeld;
        private bool dropHeld;

        public event Action Jumped;

        /// <summary>Tells how fast the hero came down.</summary>
        public event Action<float> Landed;

        public event Action Bounced;

        public PlayerStats Stats
        {
            get { return stats; }
        }

        public bool IsGrounded { get; private set; }

        /// <summary>Whether the keys move the hero; not while a level ends.</summary>
        public bool IsControlled { get; set; } = true;

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
            Bounced?.Invoke();
        }

        /// <summary>Pushes the hero away from what hurt.</summary>
        public void KnockBack(Vector2 from)
        {
            float side = body.position.x < from.x ? -1f : 1f;
            Velocity = new Vector2(side * stats.knockBack, SpeedToReach(stats.knockUp));
        }

        private void Awake()
        {
            body = GetComponent<Rigidbody2D>();
            shape = GetComponent<BoxCollider2D>();
            probe = new GroundProbe(shape, groundLayers);
            SpawnPoint = body.position;
        }

        private void Update()
        {
            ReadInput(out run, out bool pressed, out jumpHeld, out dropHeld);
            if (!IsControlled)
            {
                run = 0f;
                return;
            }

            if (pressed)
            {
                jumpWindow.Press();
            }
        }

        private void FixedUpdate()
        {
            Collider2D ground = Velocity.y < 0.1f ? probe.Find() : null;
            FeelGround(ground);
            if (run != 0f)
            {
                Facing = Mathf.Sign(run);
            }

            if (ground != null && dropHeld && ground.TryGetComponent(out OneWayPlatform plank))
            {
                plank.LetThrough(shape, stats.dropTime);
            }

            float carried = ground != null && ground.TryGetComponent(out MovingPlatform ride) ? ride.Velocity.x : 0f;
            float speed = RunMotion.Next(stats, Velocity.x - carried, run, IsGrounded, Time.fixedDeltaTime);
            float rise = NextRise(Velocity.y);
            body.gravityScale = GravityScale * RunMotion.GravityFactor(stats, rise, IsGrounded, jumpHeld);
            Velocity = new Vector2(speed + carried, rise);
        }

        private void FeelGround(Collider2D ground)
        {
            bool was = IsGrounded;
            IsGrounded = ground != null;
            jumpWindow.Tick(Time.fixedDeltaTime, IsGrounded);
            if (IsGrounded && !was)
            {
                Landed?.Invoke(-Velocity.y);
            }
        }

        private float NextRise(float rise)
        {
            if (!jumpWindow.TryTake(stats.coyoteTime, stats.jumpBuffer))
            {
                return Mathf.Max(rise, -stats.maxFallSpeed);
            }

            IsGrounded = false;
            Jumped?.Invoke();
            return SpeedToReach(stats.jumpHeight);
        }

        // The one place that knows the device; replace it to use the Input System.
        private static void ReadInput(out float move, out bool pressed, out bool held, out bool drop)
        {
            move = Input.GetAxisRaw("Horizontal");
            pressed = Input.GetButtonDown("Jump");
            held = Input.GetButton("Jump");
            drop = Input.GetAxisRaw("Vertical") < -0.5f;
        }

        private static float SpeedToReach(float height)
        {
            return RunMotion.SpeedToReach(height, Mathf.Abs(Physics2D.gravity.y) * GravityScale);
        }
    }
}
