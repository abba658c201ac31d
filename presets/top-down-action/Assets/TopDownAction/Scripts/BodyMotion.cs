using UnityEngine;

namespace TopDownAction
{
    /// <summary>The velocity of a body, which has another name since Unity 6.</summary>
    public static class BodyMotion
    {
#if UNITY_6000_0_OR_NEWER
        public static Vector2 Get(Rigidbody2D body)
        {
            return body.linearVelocity;
        }

        public static void Set(Rigidbody2D body, Vector2 velocity)
        {
            body.linearVelocity = velocity;
        }
#else
        public static Vector2 Get(Rigidbody2D body)
        {
            return body.velocity;
        }

        public static void Set(Rigidbody2D body, Vector2 velocity)
        {
            body.velocity = velocity;
        }
#endif
    }
}
