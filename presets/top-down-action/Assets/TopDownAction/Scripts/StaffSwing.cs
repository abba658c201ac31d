using System;
using UnityEngine;

namespace TopDownAction
{
    /// <summary>Sweeps the staff: hurts and pushes every enemy in front, whole groups at once.</summary>
    [RequireComponent(typeof(HeroController), typeof(Health), typeof(CharacterAnimator))]
    public sealed class StaffSwing : MonoBehaviour
    {
        [SerializeField, Tooltip("The sweep of light.")]
        private OneShotEffect slash;

        [SerializeField, Tooltip("Its middle, from the feet.")]
        private Vector2 centre = new Vector2(0f, 0.5f);

        private readonly Collider2D[] found = new Collider2D[16];
        private HeroStats stats;
        private Health own;
        private CharacterAnimator figure;
        private Cooldown cooldown;

        public event Action Swung;

        public void TrySwing(Vector2 direction)
        {
            if (!cooldown.TryUse(Time.time, stats.swingInterval))
            {
                return;
            }

            Vector2 from = (Vector2)transform.position + centre;
            Instantiate(slash, from, Quaternion.Euler(0f, 0f, Aim.Angle(direction)));
            figure.Attack(direction);
            Swung?.Invoke();
            HitAll(from, direction);
        }

        private void HitAll(Vector2 from, Vector2 direction)
        {
            ContactFilter2D everything = new ContactFilter2D { useTriggers = false };
            int count = Physics2D.OverlapCircle(from, stats.swingReach, everything, found);
            for (int i = 0; i < count; i++)
            {
                bool isFoe = found[i].TryGetComponent(out Health other) && other.Team != own.Team;
                Vector2 nearest = found[i].ClosestPoint(from);
                if (isFoe && Aim.IsWithin(from, direction, nearest, stats.swingReach, stats.swingAngle))
                {
                    other.Hit((int)stats.swingDamage, from, stats.swingPush);
                }
            }
        }

        private void Start()
        {
            stats = GetComponent<HeroController>().Stats;
            own = GetComponent<Health>();
            figure = GetComponent<CharacterAnimator>();
        }
    }
}
