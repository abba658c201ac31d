using System;
using UnityEngine;

namespace TopDownAction
{
    /// <summary>
    /// An enemy: looks for the hero, lets its mind decide, and walks and strikes accordingly.
    /// </summary>
    [RequireComponent(typeof(Rigidbody2D), typeof(Health), typeof(CharacterAnimator))]
    public sealed class EnemyBrain : MonoBehaviour
    {
        private const float Arrived = 0.15f;
        private const float FadeTime = 0.6f;

        [SerializeField] private EnemyStats stats;

        [SerializeField, Tooltip("From where it stands to the other end of its round; zero stays.")]
        private Vector2 round;

        private readonly Sight sight = new Sight();
        private Rigidbody2D body;
        private Health health;
        private CharacterAnimator figure;
        private EnemyMind mind;
        private FadingPush push;
        private Health hero;
        private Vector2 post;
        private Vector2 look = Vector2.down;
        private bool goesOut = true;

        public event Action Fell;

        public EnemyState State
        {
            get { return mind.State; }
        }

        private Vector2 Waypoint
        {
            get { return goesOut ? post + round : post; }
        }

        private void Awake()
        {
            body = GetComponent<Rigidbody2D>();
            health = GetComponent<Health>();
            figure = GetComponent<CharacterAnimator>();
            mind = new EnemyMind(stats, round.sqrMagnitude > 0f);
            push = new FadingPush(stats.pushTime);
            post = body.position;
            health.Begin((int)stats.health, stats.safeTime);
            health.Hurt += BePushed;
            health.Died += Fall;
        }

        private void Start()
        {
            HeroController found = FindFirstObjectByType<HeroController>();
            hero = found ? found.GetComponent<Health>() : null;
        }

        private void FixedUpdate()
        {
            push.Tick(Time.fixedDeltaTime);
            EnemyState before = mind.State;
            mind.Tick(Senses(), Time.fixedDeltaTime);
            Change(before);
            if (mind.Strikes)
            {
                Strike();
            }

            Vector2 walk = Walk();
            look = walk.sqrMagnitude > 0f ? walk : look;
            BodyMotion.Set(body, walk + push.Velocity);
            figure.Move(walk, look);
        }

        private EnemySenses Senses()
        {
            bool isThere = hero && hero.IsAlive;
            Vector2 place = isThere ? (Vector2)hero.transform.position : Vector2.zero;
            return new EnemySenses
            {
                Distance = isThere ? Vector2.Distance(body.position, place) : float.PositiveInfinity,
                IsSightClear = isThere && sight.IsClear(body.position, place),
                IsAtWaypoint = Vector2.Distance(body.position, Waypoint) < Arrived,
                IsAtPost = Vector2.Distance(body.position, post) < Arrived,
            };
        }

        private void Change(EnemyState before)
        {
            if (mind.State == before)
            {
                return;
            }

            if (mind.State == EnemyState.Attack)
            {
                figure.Attack((Vector2)hero.transform.position - body.position);
            }
            else if (before == EnemyState.Patrol && mind.State == EnemyState.Idle)
            {
                goesOut = !goesOut;
            }
        }

        private Vector2 Walk()
        {
            switch (mind.State)
            {
                case EnemyState.Patrol:
                    return Towards(Waypoint, stats.patrolSpeed);
                case EnemyState.Return:
                    return Towards(post, stats.patrolSpeed);
                case EnemyState.Chase:
                    return hero ? Towards(hero.transform.position, stats.chaseSpeed) : Vector2.zero;
                default:
                    return Vector2.zero;
            }
        }

        private Vector2 Towards(Vector2 place, float speed)
        {
            return (place - body.position).normalized * speed;
        }

        private void Strike()
        {
            float reach = stats.attackRange * 1.3f;
            if (hero && Vector2.Distance(body.position, hero.transform.position) <= reach)
            {
                hero.Hit((int)stats.damage, body.position, stats.push);
            }
        }

        private void BePushed(Vector2 from, float strength)
        {
            push.Start(body.position, from, strength);
            figure.Hurt();
            mind.Startle();
        }

        private void Fall()
        {
            enabled = false;
            body.simulated = false;
            figure.Die();
            Fell?.Invoke();
            if (hero && hero.TryGetComponent(out Satchel satchel))
            {
                satchel.AddScore((int)stats.score);
            }

            Destroy(gameObject, FadeTime);
        }

        private void OnDrawGizmosSelected()
        {
            Gizmos.color = Color.cyan;
            Gizmos.DrawLine(transform.position, (Vector2)transform.position + round);
            if (stats)
            {
                Gizmos.color = Color.yellow;
                Gizmos.DrawWireSphere(transform.position, stats.detectRadius);
                Gizmos.color = Color.red;
                Gizmos.DrawWireSphere(transform.position, stats.attackRange);
            }
        }
    }
}
