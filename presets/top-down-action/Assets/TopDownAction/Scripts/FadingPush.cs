using UnityEngine;

namespace TopDownAction
{
    /// <summary>A shove that grows weaker until it is over: knock-back. Knows no scene.</summary>
    public sealed class FadingPush
    {
        private readonly float time;
        private Vector2 start;
        private float since;

        /// <param name="time">Seconds until it is over.</param>
        public FadingPush(float time)
        {
            this.time = time;
            since = time;
        }

        public Vector2 Velocity
        {
            get { return since < time ? start * (1f - since / time) : Vector2.zero; }
        }

        /// <summary>Begins anew, away from where the blow came from.</summary>
        public void Start(Vector2 place, Vector2 from, float speed)
        {
            Vector2 away = place - from;
            start = (away.sqrMagnitude > 0f ? away.normalized : Vector2.up) * speed;
            since = 0f;
        }

        public void Tick(float seconds)
        {
            since += seconds;
        }
    }
}
