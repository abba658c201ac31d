namespace TopDownAction
{
    /// <summary>
    /// When the next enemy comes, and when the next wave: once all of the last one are gone and a pause is
    /// over. Knows no engine.
    /// </summary>
    public sealed class WaveClock
    {
        private readonly int[] counts;
        private readonly float[] intervals;
        private readonly float pause;
        private float wait;
        private int sent;

        public WaveClock(int[] counts, float[] intervals, float pause)
        {
            this.counts = counts;
            this.intervals = intervals;
            this.pause = pause;
            wait = pause;
        }

        /// <summary>The wave that is on or comes next, from 0; the number of waves when all are over.</summary>
        public int Wave { get; private set; }

        public int Waves
        {
            get { return counts.Length; }
        }

        public bool IsOver
        {
            get { return Wave >= Waves; }
        }

        /// <summary>Whether one enemy comes now. Many seconds at once still bring one a call.</summary>
        public bool Tick(float seconds, int alive)
        {
            if (IsOver)
            {
                return false;
            }

            if (sent == counts[Wave])
            {
                EndWave(alive);
                return false;
            }

            wait -= seconds;
            if (wait > 0f)
            {
                return false;
            }

            wait = intervals[Wave];
            sent++;
            return true;
        }

        private void EndWave(int alive)
        {
            if (alive == 0)
            {
                Wave++;
                sent = 0;
                wait = pause;
            }
        }
    }
}
