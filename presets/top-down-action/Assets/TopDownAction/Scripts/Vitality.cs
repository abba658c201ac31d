namespace TopDownAction
{
    /// <summary>
    /// How much someone can still bear. After a blow nothing hurts for a moment. Knows no engine.
    /// </summary>
    public sealed class Vitality
    {
        private readonly float safeTime;
        private float safeUntil = float.NegativeInfinity;

        public Vitality(int most, float safeTime)
        {
            Most = most;
            Count = most;
            this.safeTime = safeTime;
        }

        public int Most { get; private set; }

        public int Count { get; private set; }

        public bool IsGone
        {
            get { return Count == 0; }
        }

        public bool IsSafe(float now)
        {
            return now < safeUntil;
        }

        /// <summary>Takes some away. No when nothing hurts now, or none is left.</summary>
        public bool TryLose(int amount, float now)
        {
            if (amount <= 0 || IsGone || IsSafe(now))
            {
                return false;
            }

            Count = amount < Count ? Count - amount : 0;
            safeUntil = now + safeTime;
            return true;
        }

        /// <summary>Gives some back. No when all is there, or nobody is left to heal.</summary>
        public bool TryGain(int amount)
        {
            if (amount <= 0 || IsGone || Count == Most)
            {
                return false;
            }

            Count = Count + amount < Most ? Count + amount : Most;
            return true;
        }
    }
}
