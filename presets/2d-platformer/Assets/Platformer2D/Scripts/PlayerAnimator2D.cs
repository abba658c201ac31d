using UnityEngine;

namespace Platformer2D
{
    /// <summary>Tells the Animator what the hero does, and turns the picture to where he looks.</summary>
    [RequireComponent(typeof(PlayerController2D), typeof(SpriteRenderer), typeof(Animator))]
    public sealed class PlayerAnimator2D : MonoBehaviour
    {
        private static readonly int Speed = Animator.StringToHash("Speed");
        private static readonly int Stride = Animator.StringToHash("Stride");
        private static readonly int Rise = Animator.StringToHash("Rise");
        private static readonly int Grounded = Animator.StringToHash("Grounded");

        private PlayerController2D controller;
        private SpriteRenderer image;
        private Animator animator;

        private void Awake()
        {
            controller = GetComponent<PlayerController2D>();
            image = GetComponent<SpriteRenderer>();
            animator = GetComponent<Animator>();
        }

        private void Update()
        {
            float speed = Mathf.Abs(controller.Velocity.x);
            animator.SetFloat(Speed, speed);
            animator.SetFloat(Stride, speed / controller.Stats.maxSpeed);
            animator.SetFloat(Rise, controller.Velocity.y);
            animator.SetBool(Grounded, controller.IsGrounded);
            image.flipX = controller.Facing < 0f;
        }
    }
}
