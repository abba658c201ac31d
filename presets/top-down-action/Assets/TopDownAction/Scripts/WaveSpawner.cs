using System;
using UnityEngine;
using UnityEngine.Events;

namespace TopDownAction
{
    /// <summary>Sends waves of enemies from its places, then tells that it is over.</summary>
    public sealed class WaveSpawner : MonoBehaviour
    {
        [SerializeField] private Wave[] waves = new Wave[0];

        [SerializeField, Tooltip("Where they come from, in turn.")]
        private Transform[] places = new Transform[0];

        [SerializeField, Min(0f), Tooltip("Seconds before each wave.")]
        private float pause = 3f;

        [SerializeField] private OneShotEffect arrival;
        [SerializeField] private UnityEvent over = new UnityEvent();

        private WaveClock clock;
        private int alive;
        private int shown = -1;
        private int place;

        /// <summary>Tells the wave that begins, from 1, and how many there are.</summary>
        public event Action<int, int> Began;

        private void Awake()
        {
            foreach (EnemyBrain enemy in FindObjectsByType<EnemyBrain>(FindObjectsSortMode.None))
            {
                Count(enemy);
            }

            int[] counts = Array.ConvertAll(waves, wave => wave.count);
            clock = new WaveClock(counts, Array.ConvertAll(waves, wave => wave.interval), pause);
        }

        private void Update()
        {
            if (clock.IsOver)
            {
                return;
            }

            if (clock.Tick(Time.deltaTime, alive))
            {
                Send(waves[clock.Wave].enemy);
            }

            Tell();
        }

        private void Tell()
        {
            if (clock.Wave == shown)
            {
                return;
            }

            shown = clock.Wave;
            if (clock.IsOver)
            {
                over.Invoke();
            }
            else
            {
                Began?.Invoke(shown + 1, clock.Waves);
            }
        }

        private void Send(EnemyBrain prefab)
        {
            Vector3 where = places[place % places.Length].position;
            place++;
            Instantiate(arrival, where, Quaternion.identity);
            Count(Instantiate(prefab, where, Quaternion.identity));
        }

        private void Count(EnemyBrain enemy)
        {
            alive++;
            enemy.Fell += () => alive--;
        }
    }
}
