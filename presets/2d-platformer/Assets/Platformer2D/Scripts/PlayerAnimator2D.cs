using UnityEngine;

namespace Platformer2D
{
    /// <summary>Shows the hero's frames: idle, run, jump and fall.</summary>
    [RequireComponent(typeof(PlayerController2D), typeof(SpriteRenderer))]
    public sealed class PlayerAnimator2D : MonoBehaviour
    {
        [SerializeField] private Sprite[] idle = new Sprite[0];
        [SerializeField] private Sprite[] run = new Sprite[0];
        [SerializeField] private Sprite[] jump = new Sprite[0];
        [SerializeField] private Sprite[] fall = new Sprite[0];

        [SerializeField, Min(0f), Tooltip("Frames per second when standing.")]
        private float idleRate = 5f;

        [SerializeField, Min(0f), Tooltip("Frames per second at a speed of one unit per second.")]
        private float runRate = 1.8f;

        private PlayerController2D controller;
        private SpriteRenderer image;
        private Sprite[] current;
        private float frame;

        private void Awake()
        {
            controller = GetComponent<PlayerController2D>();
            image = GetComponent<SpriteRenderer>();
        }

        private void Update()
        {
            float speed = Mathf.Abs(controller.Velocity.x);
            Sprite[] next = Choose(speed);
            frame = next == current ? frame + Rate(next, speed) * Time.deltaTime : 0f;
            current = next;
            image.flipX = controller.Facing < 0f;
            if (next.Length > 0)
            {
                image.sprite = next[(int)frame % next.Length];
            }
        }

        private Sprite[] Choose(float speed)
        {
            if (!controller.IsGrounded)
            {
                return controller.Velocity.y > 0f ? jump : fall;
            }

            return speed > 0.2f ? run : idle;
        }

        private float Rate(Sprite[] frames, float speed)
        {
            return frames == run ? runRate * speed : idleRate;
        }
    }
}
