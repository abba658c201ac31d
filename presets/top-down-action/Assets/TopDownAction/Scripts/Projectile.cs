using UnityEngine;

namespace TopDownAction
{
    /// <summary>Flies straight on, hurts the first of the other side it meets, and goes back to its pool.</summary>
    [RequireComponent(typeof(Rigidbody2D), typeof(Collider2D))]
    public sealed class Projectile : MonoBehaviour
    {
        [SerializeField] private Team team = Team.Heroes;

        [SerializeField, Tooltip("Shown where it ends.")]
        private OneShotEffect burst;

        private Rigidbody2D body;
        private ProjectilePool pool;
        private HeroStats stats;
        private float until;

        /// <summary>Called once, by the pool that made it.</summary>
        public void Belong(ProjectilePool owner)
        {
            pool = owner;
            body = GetComponent<Rigidbody2D>();
            gameObject.SetActive(false);
        }

        public void Fly(Vector2 start, Vector2 direction, HeroStats numbers)
        {
            stats = numbers;
            until = Time.time + stats.boltTime;
            transform.SetPositionAndRotation(start, Quaternion.Euler(0f, 0f, Aim.Angle(direction)));
            gameObject.SetActive(true);
            BodyMotion.Set(body, direction * stats.boltSpeed);
        }

        private void Update()
        {
            if (Time.time >= until)
            {
                End();
            }
        }

        private void OnTriggerEnter2D(Collider2D other)
        {
            if (other.TryGetComponent(out Health health))
            {
                if (health.Team == team || !health.IsAlive)
                {
                    return;
                }

                health.Hit((int)stats.boltDamage, transform.position, stats.boltPush);
                End();
            }
            else if (!other.isTrigger)
            {
                End();
            }
        }

        private void End()
        {
            if (pool.TryReturn(this))
            {
                Instantiate(burst, transform.position, Quaternion.identity);
            }
        }
    }
}
