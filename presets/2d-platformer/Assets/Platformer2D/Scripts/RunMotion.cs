using UnityEngine;

namespace Platformer2D
{
    /// <summary>How speed changes from one physics step to the next. Knows no scene.</summary>
    public static class RunMotion
    {
        /// <summary>
        /// The next speed along the ground. <paramref name="run"/> is the stick, -1 to 1.
        /// </summary>
        public static float Next(PlayerStats stats, float speed, float run, bool grounded, float seconds)
        {
            float target = run * stats.maxSpeed;
            float rate = Rate(stats, run, grounded);
            if (target * speed < 0f)
            {
                rate *= stats.turnBoost;
            }

            return Mathf.MoveTowards(speed, target, rate * seconds);
        }

        /// <summary>By how much gravity is multiplied: more when falling, and when a jump is cut short.</summary>
        public static float GravityFactor(PlayerStats stats, float rise, bool grounded, bool jumpHeld)
        {
            if (rise < 0f)
            {
                return stats.fallGravity;
            }

            return jumpHeld || grounded ? 1f : stats.cutGravity;
        }

        /// <summary>The speed that carries up to <paramref name="height"/> units against gravity.</summary>
        public static float SpeedToReach(float height, float gravity)
        {
            return Mathf.Sqrt(2f * gravity * height);
        }

        private static float Rate(PlayerStats stats, float run, bool grounded)
        {
            if (run == 0f)
            {
                return grounded ? stats.groundDeceleration : stats.airDeceleration;
            }

            return grounded ? stats.groundAcceleration : stats.airAcceleration;
        }
    }
}
