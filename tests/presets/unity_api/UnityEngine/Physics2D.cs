using System;
using System.Collections.Generic;

namespace UnityEngine
{
    public struct LayerMask
    {
        private int bits;
        public int value { get { return bits; } set { bits = value; } }
        public static implicit operator int(LayerMask mask) { return mask.bits; }
        public static implicit operator LayerMask(int bits) { return new LayerMask { bits = bits }; }
        public static extern int GetMask(params string[] names);
        public static extern int NameToLayer(string name);
        public static extern string LayerToName(int layer);
    }

    public enum ForceMode2D { Force, Impulse }
    public enum RigidbodyType2D { Dynamic, Kinematic, Static }
    public enum RigidbodyInterpolation2D { None, Interpolate, Extrapolate }
    public enum CollisionDetectionMode2D { Discrete, Continuous }
    [Flags]
    public enum RigidbodyConstraints2D { None = 0, FreezePositionX = 1, FreezePositionY = 2, FreezePosition = 3, FreezeRotation = 4, FreezeAll = 7 }

    public sealed class Rigidbody2D : Component
    {
        public extern Vector2 position { get; set; }
        public extern float rotation { get; set; }
        public extern float angularVelocity { get; set; }
        public extern float mass { get; set; }
        public extern float gravityScale { get; set; }
        public extern bool simulated { get; set; }
        public extern RigidbodyType2D bodyType { get; set; }
        public extern RigidbodyConstraints2D constraints { get; set; }
        public extern RigidbodyInterpolation2D interpolation { get; set; }
        public extern CollisionDetectionMode2D collisionDetectionMode { get; set; }
        public extern bool freezeRotation { get; set; }
#if UNITY_6000_0_OR_NEWER
        public extern Vector2 linearVelocity { get; set; }
        public extern float linearDamping { get; set; }
        public extern float angularDamping { get; set; }
        [Obsolete("Use linearVelocity.")]
        public extern Vector2 velocity { get; set; }
        [Obsolete("Use linearDamping.")]
        public extern float drag { get; set; }
#else
        public extern Vector2 velocity { get; set; }
        public extern float drag { get; set; }
        public extern float angularDrag { get; set; }
#endif
        public extern void AddForce(Vector2 force);
        public extern void AddForce(Vector2 force, ForceMode2D mode);
        public extern void AddTorque(float torque);
        public extern void MovePosition(Vector2 position);
        public extern void MoveRotation(float angle);
        public extern void Sleep();
        public extern void WakeUp();
        public extern bool IsTouchingLayers(int mask);
        public extern int Cast(Vector2 direction, RaycastHit2D[] hits, float distance);
        public extern int Cast(Vector2 direction, ContactFilter2D filter, RaycastHit2D[] hits, float distance);
        public extern int GetContacts(ContactPoint2D[] contacts);
        public extern int GetContacts(ContactFilter2D filter, ContactPoint2D[] contacts);
        public extern Vector2 GetPointVelocity(Vector2 point);
    }

    public class PhysicsMaterial2D : Object
    {
        public extern float friction { get; set; }
        public extern float bounciness { get; set; }
    }

    public class Collider2D : Behaviour
    {
        public extern bool isTrigger { get; set; }
        public extern Bounds bounds { get; }
        public extern Vector2 offset { get; set; }
        public extern Rigidbody2D attachedRigidbody { get; }
        public extern PhysicsMaterial2D sharedMaterial { get; set; }
        public extern bool OverlapPoint(Vector2 point);
        public extern bool IsTouching(Collider2D other);
        public extern bool IsTouchingLayers(int mask);
        public extern Vector2 ClosestPoint(Vector2 point);
        public extern ColliderDistance2D Distance(Collider2D other);
    }

    public struct ColliderDistance2D
    {
        public extern float distance { get; }
        public extern bool isOverlapped { get; }
        public extern Vector2 normal { get; }
    }

    public sealed class BoxCollider2D : Collider2D { public extern Vector2 size { get; set; } }
    public sealed class CircleCollider2D : Collider2D { public extern float radius { get; set; } }
    public sealed class CapsuleCollider2D : Collider2D { public extern Vector2 size { get; set; } }
    public sealed class EdgeCollider2D : Collider2D { public extern Vector2[] points { get; set; } }
    public sealed class PolygonCollider2D : Collider2D { public extern Vector2[] points { get; set; } }
    public sealed class CompositeCollider2D : Collider2D
    {
        public extern int pathCount { get; }
        public extern void GenerateGeometry();
    }

    public class Effector2D : Behaviour { }
    public sealed class PlatformEffector2D : Effector2D { public extern float surfaceArc { get; set; } }

    public struct ContactPoint2D
    {
        public extern Vector2 point { get; }
        public extern Vector2 normal { get; }
        public extern float separation { get; }
        public extern Vector2 relativeVelocity { get; }
        public extern Collider2D collider { get; }
        public extern Collider2D otherCollider { get; }
        public extern Rigidbody2D rigidbody { get; }
    }

    public class Collision2D
    {
        public extern Collider2D collider { get; }
        public extern Collider2D otherCollider { get; }
        public extern Rigidbody2D rigidbody { get; }
        public extern GameObject gameObject { get; }
        public extern Transform transform { get; }
        public extern Vector2 relativeVelocity { get; }
        public extern int contactCount { get; }
        public extern ContactPoint2D GetContact(int index);
        public extern int GetContacts(ContactPoint2D[] contacts);
    }

    public struct RaycastHit2D
    {
        public extern Vector2 point { get; }
        public extern Vector2 normal { get; }
        public extern Vector2 centroid { get; }
        public extern float distance { get; }
        public extern float fraction { get; }
        public extern Collider2D collider { get; }
        public extern Rigidbody2D rigidbody { get; }
        public extern Transform transform { get; }
        public static extern implicit operator bool(RaycastHit2D hit);
    }

    public struct ContactFilter2D
    {
        public bool useTriggers;
        public bool useLayerMask;
        public LayerMask layerMask;
        public bool useNormalAngle;
        public float minNormalAngle;
        public float maxNormalAngle;
        public extern ContactFilter2D NoFilter();
        public extern void SetLayerMask(LayerMask mask);
        public extern void SetNormalAngle(float least, float most);
    }

    public static class Physics2D
    {
        public const int DefaultRaycastLayers = -5;
        public const int AllLayers = -1;
        public static extern Vector2 gravity { get; set; }
        public static extern bool queriesHitTriggers { get; set; }
        public static extern RaycastHit2D Raycast(Vector2 from, Vector2 way);
        public static extern RaycastHit2D Raycast(Vector2 from, Vector2 way, float distance);
        public static extern RaycastHit2D Raycast(Vector2 from, Vector2 way, float distance, int mask);
        public static extern int Raycast(Vector2 from, Vector2 way, ContactFilter2D filter, RaycastHit2D[] hits);
        public static extern int Raycast(Vector2 from, Vector2 way, ContactFilter2D filter, RaycastHit2D[] hits, float distance);
        public static extern RaycastHit2D Linecast(Vector2 from, Vector2 to);
        public static extern RaycastHit2D Linecast(Vector2 from, Vector2 to, int mask);
        public static extern int Linecast(Vector2 from, Vector2 to, ContactFilter2D filter, RaycastHit2D[] hits);
        public static extern RaycastHit2D BoxCast(Vector2 from, Vector2 size, float angle, Vector2 way, float distance, int mask);
        public static extern int BoxCast(Vector2 from, Vector2 size, float angle, Vector2 way, ContactFilter2D filter, RaycastHit2D[] hits, float distance);
        public static extern RaycastHit2D CircleCast(Vector2 from, float radius, Vector2 way, float distance, int mask);
        public static extern int CircleCast(Vector2 from, float radius, Vector2 way, ContactFilter2D filter, RaycastHit2D[] hits, float distance);
        public static extern Collider2D OverlapPoint(Vector2 point, int mask);
        public static extern Collider2D OverlapBox(Vector2 point, Vector2 size, float angle, int mask);
        public static extern int OverlapBox(Vector2 point, Vector2 size, float angle, ContactFilter2D filter, Collider2D[] found);
        public static extern Collider2D OverlapCircle(Vector2 point, float radius, int mask);
        public static extern int OverlapCircle(Vector2 point, float radius, ContactFilter2D filter, Collider2D[] found);
        public static extern Collider2D[] OverlapCircleAll(Vector2 point, float radius, int mask);
        public static extern Collider2D[] OverlapBoxAll(Vector2 point, Vector2 size, float angle, int mask);
        public static extern void IgnoreCollision(Collider2D a, Collider2D b);
        public static extern void IgnoreCollision(Collider2D a, Collider2D b, bool ignore);
        public static extern void IgnoreLayerCollision(int a, int b, bool ignore);
        public static extern void SyncTransforms();
    }
}

namespace UnityEngine.Pool
{
    public interface IObjectPool<T> where T : class
    {
        T Get();
        void Release(T element);
    }

    public class ObjectPool<T> : IObjectPool<T> where T : class
    {
        public extern ObjectPool(
            Func<T> createFunc,
            Action<T> actionOnGet = null,
            Action<T> actionOnRelease = null,
            Action<T> actionOnDestroy = null,
            bool collectionCheck = true,
            int defaultCapacity = 10,
            int maxSize = 10000);
        public extern int CountAll { get; }
        public extern int CountActive { get; }
        public extern int CountInactive { get; }
        public extern T Get();
        public extern void Release(T element);
        public extern void Clear();
    }
}
