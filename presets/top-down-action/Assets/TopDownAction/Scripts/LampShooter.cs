using System;
using UnityEngine;

namespace TopDownAction
{
    /// <summary>Throws bolts of lamplight; each costs a spark.</summary>
    [RequireComponent(typeof(HeroController), typeof(Satchel), typeof(CharacterAnimator))]
    public sealed class LampShooter : MonoBehaviour
    {
        [SerializeField] private ProjectilePool pool;

        [SerializeField, Tooltip("Where bolts begin, from the feet.")]
        private Vector2 muzzle = new Vector2(0f, 0.6f);

        [SerializeField, Min(0f), Tooltip("How far in front of that.")]
        private float reach = 0.6f;

        private HeroStats stats;
        private Satchel satchel;
        private CharacterAnimator figure;
        private Cooldown cooldown;

        public event Action Shot;

        /// <summary>Nothing is left to shoot with.</summary>
        public event Action WasEmpty;

        /// <summary>The middle that he aims from.</summary>
        public Vector2 Muzzle
        {
            get { return (Vector2)transform.position + muzzle; }
        }

        public void TryShoot(Vector2 direction)
        {
            if (!cooldown.TryUse(Time.time, stats.shotInterval))
            {
                return;
            }

            if (!satchel.TryUseSpark())
            {
                WasEmpty?.Invoke();
                return;
            }

            pool.Take().Fly(Muzzle + direction * reach, direction, stats);
            figure.Attack(direction);
            Shot?.Invoke();
        }

        private void Start()
        {
            stats = GetComponent<HeroController>().Stats;
            satchel = GetComponent<Satchel>();
            figure = GetComponent<CharacterAnimator>();
        }
    }
}
