using System;
using UnityEngine;

namespace TopDownAction
{
    /// <summary>Lets its owner be hit, blink, and die; tells whoever asks.</summary>
    [RequireComponent(typeof(SpriteRenderer))]
    public sealed class Health : MonoBehaviour
    {
        private const float BlinksPerSecond = 10f;

        [SerializeField] private Team team;

        private SpriteRenderer image;
        private Vitality vitality = new Vitality(1, 0f);

        /// <summary>Tells the count and the most.</summary>
        public event Action<int, int> Changed;

        /// <summary>Tells from where the blow came, and how fast it pushes.</summary>
        public event Action<Vector2, float> Hurt;

        public event Action Died;

        public Team Team
        {
            get { return team; }
        }

        public int Count
        {
            get { return vitality.Count; }
        }

        public int Most
        {
            get { return vitality.Most; }
        }

        public bool IsAlive
        {
            get { return !vitality.IsGone; }
        }

        /// <summary>Begins with all of it; called by whoever owns the numbers.</summary>
        public void Begin(int most, float safeTime)
        {
            vitality = new Vitality(most, safeTime);
            Changed?.Invoke(Count, Most);
        }

        /// <summary>A blow. No when it had no effect.</summary>
        public bool Hit(int damage, Vector2 from, float push)
        {
            if (!vitality.TryLose(damage, Time.time))
            {
                return false;
            }

            Changed?.Invoke(Count, Most);
            Hurt?.Invoke(from, push);
            if (vitality.IsGone)
            {
                Died?.Invoke();
            }

            return true;
        }

        public bool Heal(int amount)
        {
            bool healed = vitality.TryGain(amount);
            if (healed)
            {
                Changed?.Invoke(Count, Most);
            }

            return healed;
        }

        private void Awake()
        {
            image = GetComponent<SpriteRenderer>();
        }

        private void Update()
        {
            bool hidden = IsAlive && vitality.IsSafe(Time.time) && (int)(Time.time * 2f * BlinksPerSecond) % 2 == 1;
            image.enabled = !hidden;
        }
    }
}
