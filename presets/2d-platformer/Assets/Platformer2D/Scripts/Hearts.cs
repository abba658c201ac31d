namespace Platformer2D
{
    /// <summary>
    /// How much the hero can still bear. After a loss nothing hurts for a moment. Knows no engine.
    /// </summary>
    public sealed class Hearts
    {
        private readonly float safeTime;
        private float safeUntil = float.NegativeInfinity;

        public Hearts(int most, float safeTime)
        {
            Most = most;
            Count = most;
            this.safeTime = safeTime;
        }

        public int Most { get; private set; }

        public int Count { get; private set; }

        public bool AreGone
        {
            get { return Count == 0; }
        }

        public bool AreSafe(float now)
        {
            return now < safeUntil;
        }

        /// <summary>Takes one heart away. No when the hero is still safe, or has none left.</summary>
        public bool TryLose(float now)
        {
            if (AreGone || AreSafe(now))
            {
                return false;
            }

            Count--;
            safeUntil = now + safeTime;
            return true;
        }

        /// <summary>Gives one heart back. No when all are there.</summary>
        public bool TryGain()
        {
            if (Count == Most)
            {
                return false;
            }

            Count++;
            return true;
        }
    }
}
