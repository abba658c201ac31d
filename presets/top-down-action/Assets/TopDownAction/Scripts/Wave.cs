using System;
using UnityEngine;

namespace TopDownAction
{
    /// <summary>One wave: how many of which enemies.</summary>
    [Serializable]
    public sealed class Wave
    {
        public EnemyBrain enemy;

        [Min(1)]
        public int count = 3;

        [Min(0f), Tooltip("Seconds between two of them.")]
        public float interval = 0.8f;
    }
}
