using UnityEngine;

namespace Platformer2D
{
    /// <summary>Raises dust under the hero's feet when he jumps off and when he lands hard.</summary>
    [RequireComponent(typeof(PlayerController2D))]
    public sealed class PlayerDust : MonoBehaviour
    {
        [SerializeField] private OneShotEffect dust;

        [SerializeField, Min(0f), Tooltip("Falls slower than this raise none.")]
        private float leastSpeed = 5f;

        private void Awake()
        {
            PlayerController2D controller = GetComponent<PlayerController2D>();
            controller.Jumped += Raise;
            controller.Landed += speed =>
            {
                if (speed >= leastSpeed)
                {
                    Raise();
                }
            };
        }

        private void Raise()
        {
            Instantiate(dust, transform.position, Quaternion.identity);
        }
    }
}
