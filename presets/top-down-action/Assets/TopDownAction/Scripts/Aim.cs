using UnityEngine;

namespace TopDownAction
{
    /// <summary>Directions: where one aims, and which side of a figure that shows. Knows no scene.</summary>
    public static class Aim
    {
        private const float Least = 0.04f;

        /// <summary>
        /// The pointer wins while it is in use, then the keys, then the way one walks; else the last aim stays.
        /// </summary>
        public static Vector2 Choose(Vector2 last, Vector2 pointer, Vector2 keys, Vector2 walk)
        {
            if (pointer.sqrMagnitude > Least)
            {
                return pointer.normalized;
            }

            if (keys.sqrMagnitude > Least)
            {
                return keys.normalized;
            }

            return walk.sqrMagnitude > Least ? walk.normalized : last;
        }

        /// <summary>The side a figure shows. On an exact diagonal it keeps the one it has, where that fits.</summary>
        public static Facing Side(Vector2 direction, Facing last)
        {
            float across = Mathf.Abs(direction.x);
            float along = Mathf.Abs(direction.y);
            if (across < Least && along < Least)
            {
                return last;
            }

            bool sideways = last == Facing.Left || last == Facing.Right;
            if (Mathf.Abs(across - along) < Least ? sideways : across > along)
            {
                return direction.x < 0f ? Facing.Left : Facing.Right;
            }

            return direction.y < 0f ? Facing.Down : Facing.Up;
        }

        /// <summary>Degrees counter-clockwise from the right.</summary>
        public static float Angle(Vector2 direction)
        {
            return Mathf.Atan2(direction.y, direction.x) * Mathf.Rad2Deg;
        }

        /// <summary>Whether a point lies in the sector a blow sweeps over.</summary>
        public static bool IsWithin(Vector2 from, Vector2 direction, Vector2 point, float reach, float degrees)
        {
            Vector2 way = point - from;
            return way.magnitude <= reach && Vector2.Angle(direction, way) <= degrees / 2f;
        }
    }
}
