using UnityEngine;

namespace TopDownAction
{
    /// <summary>Tells the Animator what a figure does and where it looks.</summary>
    [RequireComponent(typeof(Animator))]
    public sealed class CharacterAnimator : MonoBehaviour
    {
        private const float WalkingSpeed = 0.2f;

        private static readonly int PoseNumber = Animator.StringToHash("Pose");
        private static readonly int FacingNumber = Animator.StringToHash("Facing");

        [SerializeField, Min(0f), Tooltip("Seconds a blow is shown.")]
        private float attackTime = 0.3f;

        [SerializeField, Min(0f), Tooltip("Seconds a hit is shown.")]
        private float hurtTime = 0.2f;

        private Animator animator;
        private Pose held;
        private float heldUntil;

        public Facing Facing { get; private set; }

        public void Attack(Vector2 direction)
        {
            Facing = Aim.Side(direction, Facing);
            Hold(Pose.Attack, attackTime);
        }

        public void Hurt()
        {
            Hold(Pose.Hurt, hurtTime);
        }

        public void Die()
        {
            Hold(Pose.Die, float.PositiveInfinity);
        }

        /// <summary>Call once a frame. Turns to <paramref name="look"/>, and walks when fast enough.</summary>
        public void Move(Vector2 velocity, Vector2 look)
        {
            bool holds = Time.time < heldUntil;
            if (!holds)
            {
                Facing = Aim.Side(look, Facing);
            }

            Pose pose = velocity.magnitude > WalkingSpeed ? Pose.Walk : Pose.Idle;
            Show(holds ? held : pose);
        }

        private void Awake()
        {
            animator = GetComponent<Animator>();
        }

        private void Hold(Pose pose, float seconds)
        {
            held = pose;
            heldUntil = Time.time + seconds;
            Show(pose);
        }

        private void Show(Pose pose)
        {
            animator.SetInteger(PoseNumber, (int)pose);
            animator.SetInteger(FacingNumber, (int)Facing);
        }
    }
}
