using UnityEngine;

namespace Platformer2D
{
    /// <summary>Feels for what the hero stands on, in a thin box under the feet.</summary>
    public sealed class GroundProbe
    {
        private const float Depth = 0.06f;

        private readonly Collider2D[] found = new Collider2D[8];
        private readonly BoxCollider2D shape;
        private readonly Rigidbody2D body;
        private ContactFilter2D filter;

        public GroundProbe(BoxCollider2D shape, LayerMask layers)
        {
            this.shape = shape;
            body = shape.attachedRigidbody;
            filter = new ContactFilter2D { useTriggers = false };
            filter.SetLayerMask(layers);
        }

        /// <summary>What is underfoot, or null in the air.</summary>
        public Collider2D Find()
        {
            Bounds bounds = shape.bounds;
            Vector2 feet = new Vector2(bounds.center.x, bounds.min.y);
            Vector2 size = new Vector2(bounds.size.x * 0.9f, 2f * Depth);
            int count = Physics2D.OverlapBox(feet, size, 0f, filter, found);
            for (int i = 0; i < count; i++)
            {
                if (found[i].attachedRigidbody != body)
                {
                    return found[i];
                }
            }

            return null;
        }
    }
}
