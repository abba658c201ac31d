using System;
using UnityEngine;

namespace Platformer2D
{
    /// <summary>Counts the coins of the hero that carries it.</summary>
    public sealed class CoinPurse : MonoBehaviour
    {
        /// <summary>Tells the new count, for a display or a sound.</summary>
        public event Action<int> Changed;

        public int Count { get; private set; }

        public void Add(int coins)
        {
            Count += coins;
            Changed?.Invoke(Count);
        }
    }
}
