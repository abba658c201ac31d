using UnityEngine;

namespace Platformer2D
{
    /// <summary>Lets the hero jump up through it and holds him from above.</summary>
    [RequireComponent(typeof(Collider2D))]
    public sealed class OneWayPlatform : MonoBehaviour
    {
        private const float Slack = 0.05f;

        [SerializeField] private PlayerController2D hero;

        private Collider2D surface;
        private Collider2D heroShape;

        private void Start()
        {
            surface = GetComponent<Collider2D>();
            heroShape = hero.GetComponent<Collider2D>();
        }

        private void FixedUpdate()
        {
            bool above = heroShape.bounds.min.y >= surface.bounds.max.y - Slack;
            Physics2D.IgnoreCollision(surface, heroShape, !above);
        }
    }
}
