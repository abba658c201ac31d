using System;
using UnityEngine;

namespace TopDownAction
{
    /// <summary>
    /// What the hero carries: sparks to shoot with, keys, points. Sparks and points go along into the next
    /// scene, and are as they were on entering it when that is tried anew.
    /// </summary>
    public sealed class Satchel : MonoBehaviour
    {
        private static int carriedSparks;
        private static int carriedScore;

        /// <summary>Something in it is more or less than before.</summary>
        public event Action Changed;

        public int Sparks { get; private set; }

        public int Keys { get; private set; }

        public int Score { get; private set; }

        /// <summary>A new game begins with nothing carried along; so does play in the editor.</summary>
        [RuntimeInitializeOnLoadMethod(RuntimeInitializeLoadType.SubsystemRegistration)]
        public static void Forget()
        {
            carriedSparks = 0;
            carriedScore = 0;
        }

        /// <summary>Begins with what was carried along, and no fewer sparks than these.</summary>
        public void Begin(int sparks)
        {
            Sparks = Mathf.Max(sparks, carriedSparks);
            Score = carriedScore;
            Changed?.Invoke();
        }

        /// <summary>Called on leaving for the next scene.</summary>
        public void Carry()
        {
            carriedSparks = Sparks;
            carriedScore = Score;
        }

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
