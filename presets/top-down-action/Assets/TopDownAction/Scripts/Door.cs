using UnityEngine;

namespace TopDownAction
{
    /// <summary>Bars the way until it is opened: by a key, or by whatever calls <see cref="Open"/>.</summary>
    [RequireComponent(typeof(Animator), typeof(Collider2D), typeof(AudioSource))]
    public sealed class Door : MonoBehaviour
    {
        private static readonly int Opened = Animator.StringToHash("Opened");

        [SerializeField, Tooltip("A hero with a key opens it by walking against it.")]
        private bool takesKey;

        [SerializeField] private AudioClip sound;

        private bool isOpen;

        public void Open()
        {
            if (isOpen)
            {
                return;
            }

            isOpen = true;
            GetComponent<Animator>().SetBool(Opened, true);
            GetComponent<AudioSource>().PlayOneShot(sound);
            GetComponent<Collider2D>().enabled = false;
        }

        private void OnCollisionEnter2D(Collision2D collision)
        {
            bool isHero = collision.gameObject.TryGetComponent(out Satchel satchel);
            if (isHero && takesKey && !isOpen && satchel.TryUseKey())
            {
                Open();
            }
        }
    }
}
