using UnityEngine;

namespace TopDownAction
{
    /// <summary>
    /// Every number of one kind of enemy. Lengths are in units, times in seconds, speeds in units per second.
    /// </summary>
    [CreateAssetMenu(fileName = "EnemyStats", menuName = "Top-Down Action/Enemy Stats")]
    public sealed class EnemyStats : ScriptableObject
    {
        [Header("Walk")]
        [Min(0f)]
        public float patrolSpeed = 1.2f;

        [Min(0f)]
        public float chaseSpeed = 2.8f;

        [Min(0f), Tooltip("Seconds it rests at each end of its round.")]
        public float restTime = 1.5f;

        [Header("Senses")]
        [Min(0f), Tooltip("Sees the hero this near, when nothing solid is between.")]
        public float detectRadius = 6f;

        [Min(0f), Tooltip("Gives up farther away than this.")]
        public float loseRadius = 9f;

        [Min(0f), Tooltip("Still follows this long after it saw the hero last.")]
        public float memoryTime = 1.5f;

        [Header("Attack")]
        [Min(0f)]
        public float attackRange = 1.1f;

        [Min(0f), Tooltip("Seconds from the first sign to the blow: the time to step back.")]
        public float windUpTime = 0.35f;

        [Min(0f), Tooltip("Seconds after a blow before it moves again.")]
        public float recoverTime = 0.4f;

        [Min(0f)]
        public float damage = 1f;

        [Min(0f), Tooltip("Speed with which its blow pushes.")]
        public float push = 7f;

        [Header("Health")]
        [Min(1f)]
        public float health = 3f;

        [Min(0f), Tooltip("Seconds in which nothing hurts after something did.")]
        public float safeTime = 0.1f;

        [Min(0f), Tooltip("Seconds a push lasts.")]
        public float pushTime = 0.2f;

        [Min(0f), Tooltip("Points for it.")]
        public float score = 10f;
    }
}
