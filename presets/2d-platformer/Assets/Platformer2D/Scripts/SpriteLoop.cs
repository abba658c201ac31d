using UnityEngine;

namespace Platformer2D
{
    /// <summary>Plays frames over and over: coins, flags, slimes.</summary>
    [RequireComponent(typeof(SpriteRenderer))]
    public sealed class SpriteLoop : MonoBehaviour
    {
        [SerializeField] private Sprite[] frames = new Sprite[0];

        [SerializeField, Min(0f)]
        private float framesPerSecond = 8f;

        [SerializeField, Tooltip("Frames to start ahead, so that neighbours are not in step.")]
        private int offset;

        private SpriteRenderer image;

        private void Awake()
        {
            image = GetComponent<SpriteRenderer>();
        }

        private void Update()
        {
            if (frames.Length > 0)
            {
                image.sprite = frames[((int)(Time.time * framesPerSecond) + offset) % frames.Length];
            }
        }
    }
}
