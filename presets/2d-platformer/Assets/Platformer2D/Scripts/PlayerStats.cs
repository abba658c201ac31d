using UnityEngine;

namespace Platformer2D
{
    /// <summary>
    /// Every number of the hero's feel in one asset, so that it is tuned without touching code.
    /// Lengths are in units, times in seconds, speeds in units per second.
    /// </summary>
    [CreateAssetMenu(fileName = "PlayerStats", menuName = "Platformer 2D/Player Stats")]
    public sealed class PlayerStats : ScriptableObject
    {
        [Header("Run")]
        [Min(0f), Tooltip("Top speed on level ground.")]
        public float maxSpeed = 7f;

        [Min(0f), Tooltip("Speed gained per second on the ground.")]
        public float groundAcceleration = 60f;

        [Min(0f), Tooltip("Speed lost per second on the ground when nothing is pressed.")]
        public float groundDeceleration = 70f;

        [Min(0f), Tooltip("Speed gained per second in the air.")]
        public float airAcceleration = 40f;

        [Min(0f), Tooltip("Speed lost per second in the air when nothing is pressed.")]
        public float airDeceleration = 20f;

        [Min(1f), Tooltip("How much faster a turn is than a start.")]
        public float turnBoost = 1.5f;

        [Header("Jump")]
        [Min(0f), Tooltip("Height of a full jump, in units.")]
        public float jumpHeight = 3.2f;

        [Min(0f), Tooltip("A jump still counts this long after leaving a ledge.")]
        public float coyoteTime = 0.12f;

        [Min(0f), Tooltip("A press counts this long before landing.")]
        public float jumpBuffer = 0.15f;

        [Header("Fall")]
        [Min(1f), Tooltip("Gravity is multiplied by this on the way down.")]
        public float fallGravity = 1.5f;

        [Min(1f), Tooltip("Gravity is multiplied by this while rising after the button is let go.")]
        public float cutGravity = 2.5f;

        [Min(0f), Tooltip("Falling never gets faster than this.")]
        public float maxFallSpeed = 16f;

        [Min(0f), Tooltip("Seconds a plank lets the hero through who drops.")]
        public float dropTime = 0.3f;

        [Header("Health")]
        [Min(1f), Tooltip("Hearts at the start of a level.")]
        public float hearts = 3f;

        [Min(0f), Tooltip("Seconds in which nothing hurts after something did.")]
        public float safeTime = 1.2f;

        [Min(0f), Tooltip("Speed sideways away from what hurt.")]
        public float knockBack = 5f;

        [Min(0f), Tooltip("Height the hero is thrown up by what hurt, in units.")]
        public float knockUp = 1f;
    }
}
