using UnityEngine;

namespace TopDownAction
{
    /// <summary>
    /// Moves the hero in eight directions, turns him to where he aims, and passes on what is pressed.
    /// </summary>
    [RequireComponent(typeof(Rigidbody2D), typeof(Health), typeof(CharacterAnimator))]
    [RequireComponent(typeof(LampShooter), typeof(StaffSwing), typeof(Satchel))]
    public sealed class HeroController : MonoBehaviour
    {
        [SerializeField, Tooltip("The numbers of the hero.")]
        private HeroStats stats;

        private readonly HeroInput input = new HeroInput();
        private Rigidbody2D body;
        private Health health;
        private CharacterAnimator figure;
        private LampShooter shooter;
        private StaffSwing staff;
        private FadingPush push;
        private Vector2 speed;
        private Camera view;

        public HeroStats Stats
        {
            get { return stats; }
        }

        /// <summary>Whether the keys move the hero; not while the game is over.</summary>
        public bool IsControlled { get; set; } = true;

        /// <summary>Where he aims, one unit long.</summary>
        public Vector2 AimDirection { get; private set; } = Vector2.down;

        private void Awake()
        {
            body = GetComponent<Rigidbody2D>();
            health = GetComponent<Health>();
            figure = GetComponent<CharacterAnimator>();
            shooter = GetComponent<LampShooter>();
            staff = GetComponent<StaffSwing>();
            push = new FadingPush(stats.pushTime);
            health.Begin((int)stats.hearts, stats.safeTime);
            health.Hurt += BePushed;
            health.Died += Fall;
            GetComponent<Satchel>().Begin((int)stats.sparks);
        }

        private void Start()
        {
            view = Camera.main;
        }

        private void Update()
        {
            if (Time.timeScale == 0f)
            {
                return;
            }

            if (IsControlled)
            {
                Act();
            }

            figure.Move(speed, AimDirection);
        }

        private void Act()
        {
            input.Read(view, shooter.Muzzle, stats.deadZone);
            Vector2 walk = input.KeepsAim ? Vector2.zero : input.Walk;
            AimDirection = Aim.Choose(AimDirection, input.Pointer, input.AimKeys, walk);
            if (input.Swings)
            {
                staff.TrySwing(AimDirection);
            }
            else if (input.Shoots)
            {
                shooter.TryShoot(AimDirection);
            }
        }

        private void FixedUpdate()
        {
            Vector2 wanted = IsControlled ? Stride.Wanted(input.Walk, stats.maxSpeed) : Vector2.zero;
            speed = Stride.Next(speed, wanted, stats.acceleration, stats.deceleration, Time.fixedDeltaTime);
            push.Tick(Time.fixedDeltaTime);
            BodyMotion.Set(body, speed + push.Velocity);
        }

        private void BePushed(Vector2 from, float strength)
        {
            push.Start(body.position, from, strength);
            figure.Hurt();
        }

        private void Fall()
        {
            IsControlled = false;
            figure.Die();
        }
    }
}
