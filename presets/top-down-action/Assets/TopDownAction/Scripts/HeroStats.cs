using UnityEngine;

namespace TopDownAction
{
    /// <summary>
    /// Every number of the hero in one asset, so that it is tuned without touching code. Lengths are in
    /// units, times in seconds, speeds in units per second.
    /// </summary>
    [CreateAssetMenu(fileName = "HeroStats", menuName = "Top-Down Action/Hero Stats")]
    public sealed class HeroStats : ScriptableObject
    {
        [Header("Walk")]
        [Min(0f), Tooltip("Top speed, in all eight directions.")]
        public float maxSpeed = 5f;

        [Min(0f), Tooltip("Speed gained per second.")]
        public float acceleration = 50f;

        [Min(0f), Tooltip("Speed lost per second when nothing is pressed.")]
        public float deceleration = 60f;

        [Range(0f, 1f), Tooltip("Sticks that move less than this are at rest.")]
        public float deadZone = 0.2f;

        [Header("Lamp bolts")]
        [Min(0f), Tooltip("Seconds between two bolts while the button is held.")]
        public float shotInterval = 0.25f;

        [Min(0f)]
        public float boltSpeed = 11f;

        [Min(0f), Tooltip("Seconds a bolt flies at most.")]
        public float boltTime = 1.2f;

        [Min(0f)]
        public float boltDamage = 1f;

        [Min(0f), Tooltip("Speed with which a bolt pushes what it meets.")]
        public float boltPush = 4f;

        [Min(0f), Tooltip("Sparks at the start; each bolt costs one.")]
        public float sparks = 24f;

        [Header("Staff")]
        [Min(0f), Tooltip("Seconds between two sweeps.")]
        public float swingInterval = 0.45f;

        [Min(0f)]
        public float swingReach = 1.6f;

        [Range(0f, 360f), Tooltip("Degrees a sweep covers.")]
        public float swingAngle = 140f;

        [Min(0f)]
        public float swingDamage = 2f;

        [Min(0f)]
        public float swingPush = 8f;

        [Header("Health")]
        [Min(1f), Tooltip("Hearts at the start.")]
        public float hearts = 4f;

        [Min(0f), Tooltip("Seconds in which nothing hurts after something did.")]
        public float safeTime = 1f;

        [Min(0f), Tooltip("Seconds a push lasts.")]
        public float pushTime = 0.25f;
    }
}
