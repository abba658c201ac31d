namespace TopDownAction
{
    /// <summary>Lets something happen at most once in so many seconds. Knows no engine.</summary>
    public struct Cooldown
    {
        private float readyAt;

        public bool IsReady(float now)
        {
            return now >= readyAt;
        }

        public bool TryUse(float now, float seconds)
        {
            if (!IsReady(now))
            {
                return false;
            }

            readyAt = now + seconds;
            return true;
        }
    }
}
