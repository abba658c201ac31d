using System;
using UnityEngine;

namespace TopDownAction
{
    /// <summary>What the hero carries: sparks to shoot with, keys, points.</summary>
    public sealed class Satchel : MonoBehaviour
    {
        /// <summary>Something in it is more or less than before.</summary>
        public event Action Changed;

        public int Sparks { get; private set; }

        public int Keys { get; private set; }

        public int Score { get; private set; }

        public void AddSparks(int count)
        {
            Sparks += count;
            Changed?.Invoke();
        }

        public void AddKey()
        {
            Keys++;
            Changed?.Invoke();
        }

        public void AddScore(int points)
        {
            Score += points;
            Changed?.Invoke();
        }

        /// <summary>No when there is none left.</summary>
        public bool TryUseSpark()
        {
            if (Sparks == 0)
            {
                return false;
            }

            AddSparks(-1);
            return true;
        }

        /// <summary>No when there is none.</summary>
        public bool TryUseKey()
        {
            if (Keys == 0)
            {
                return false;
            }

            Keys--;
            Changed?.Invoke();
            return true;
        }
    }
}
