using UnityEngine;

namespace TopDownAction
{
    /// <summary>How speed follows the stick from one physics step to the next. Knows no scene.</summary>
    public static class Stride
    {
        /// <summary>A diagonal is no faster than a straight way; half a stick is half the speed.</summary>
        public static Vector2 Wanted(Vector2 stick, float maxSpeed)
        {
            return Vector2.ClampMagnitude(stick, 1f) * maxSpeed;
        }

        public static Vector2 Next(Vector2 speed, Vector2 wanted, float acceleration, float deceleration, float seconds)
        {
            float rate = wanted.sqrMagnitude > 0f ? acceleration : deceleration;
            return Vector2.MoveTowards(speed, wanted, rate * seconds);
        }
    }
}
