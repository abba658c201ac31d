using UnityEngine;

namespace TopDownAction
{
    /// <summary>The bolts of a scene, made once and used again.</summary>
    public sealed class ProjectilePool : MonoBehaviour
    {
        [SerializeField] private Projectile prefab;

        [SerializeField, Min(1), Tooltip("More than these never fly at once; the oldest gives way.")]
        private int most = 24;

        private Pool<Projectile> pool;

        public Projectile Take()
        {
            return pool.Take();
        }

        /// <summary>No when it is back already.</summary>
        public bool TryReturn(Projectile projectile)
        {
            bool wasOut = pool.TryReturn(projectile);
            if (wasOut)
            {
                projectile.gameObject.SetActive(false);
            }

            return wasOut;
        }

        private void Awake()
        {
            pool = new Pool<Projectile>(Make, oldest => oldest.gameObject.SetActive(false), most);
        }

        private Projectile Make()
        {
            Projectile made = Instantiate(prefab, transform);
            made.Belong(this);
            return made;
        }
    }
}
