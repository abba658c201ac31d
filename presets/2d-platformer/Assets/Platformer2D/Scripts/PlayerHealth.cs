using System;
using UnityEngine;

namespace Platformer2D
{
    /// <summary>Counts the hero's hearts, blinks after a hit, and begins the level anew without any.</summary>
    [RequireComponent(typeof(PlayerController2D), typeof(SpriteRenderer))]
    public sealed class PlayerHealth : MonoBehaviour
    {
        private const float BlinksPerSecond = 10f;

        [SerializeField, Tooltip("Darkens the screen when the last heart is lost.")]
        private SceneFader fader;

        private PlayerController2D controller;
        private SpriteRenderer image;
        private Hearts hearts;

        /// <summary>Tells the count and the most.</summary>
        public event Action<int, int> Changed;

        public event Action Hurt;

        public int Count
        {
            get { return hearts.Count; }
        }

        public int Most
        {
            get { return hearts.Most; }
        }

        /// <summary>A blow from somewhere: costs a heart and pushes away.</summary>
        public void Hit(Vector2 from)
        {
            if (Lose() && !hearts.AreGone)
            {
                controller.KnockBack(from);
            }
        }

        /// <summary>A deadly place: costs a heart and sends the hero to the last checkpoint.</summary>
        public void FallInto()
        {
            Lose();
            if (!hearts.AreGone)
            {
                controller.Respawn();
            }
        }

        public bool Heal()
        {
            bool healed = hearts.TryGain();
            if (healed)
            {
                Changed?.Invoke(Count, Most);
            }

            return healed;
        }

        private void Awake()
        {
            controller = GetComponent<PlayerController2D>();
            image = GetComponent<SpriteRenderer>();
            hearts = new Hearts((int)controller.Stats.hearts, controller.Stats.safeTime);
        }

        private void Update()
        {
            bool hidden = hearts.AreSafe(Time.time) && (int)(Time.time * 2f * BlinksPerSecond) % 2 == 1;
            image.enabled = !hidden;
        }

        private bool Lose()
        {
            if (!hearts.TryLose(Time.time))
            {
                return false;
            }

            Hurt?.Invoke();
            Changed?.Invoke(Count, Most);
            if (hearts.AreGone)
            {
                controller.IsControlled = false;
                fader.Reload();
            }

            return true;
        }
    }
}
