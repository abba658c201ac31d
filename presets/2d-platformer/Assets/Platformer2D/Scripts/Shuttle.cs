using UnityEngine;

namespace Platformer2D
{
    /// <summary>The way of something that goes to and fro and rests at both ends. Knows no scene.</summary>
    public struct Shuttle
    {
        private readonly float travelTime;
        private readonly float restTime;

        /// <param name="length">Units from one end to the other.</param>
        /// <param name="speed">Units per second, on average.</param>
        /// <param name="restTime">Seconds at each end.</param>
        public Shuttle(float length, float speed, float restTime)
        {
            travelTime = speed > 0f ? length / speed : 0f;
            this.restTime = restTime;
        }

        /// <summary>Where it is after so many seconds: 0 at the start, 1 at the far end.</summary>
        public float ShareAt(float seconds)
        {
            if (travelTime <= 0f)
            {
                return 0f;
            }

            float half = travelTime + restTime;
            float within = Mathf.Repeat(seconds, 2f * half);
            float way = Mathf.Clamp01((within % half - restTime) / travelTime);
            float share = Mathf.SmoothStep(0f, 1f, way);
            return within < half ? share : 1f - share;
        }
    }
}
