using System.Collections;
using UnityEngine;

namespace Platformer2D
{
    /// <summary>Holds the hero from above, as its effector says, and lets him drop through.</summary>
    [RequireComponent(typeof(Collider2D), typeof(PlatformEffector2D))]
    public sealed class OneWayPlatform : MonoBehaviour
    {
        private Collider2D surface;

        /// <summary>Does not stop <paramref name="body"/> for some seconds.</summary>
        public void LetThrough(Collider2D body, float seconds)
        {
            StartCoroutine(Ignore(body, seconds));
        }

        private void Awake()
        {
            surface = GetComponent<Collider2D>();
        }

        private IEnumerator Ignore(Collider2D body, float seconds)
        {
            Physics2D.IgnoreCollision(surface, body, true);
            yield return new WaitForSeconds(seconds);
            Physics2D.IgnoreCollision(surface, body, false);
        }
    }
}
