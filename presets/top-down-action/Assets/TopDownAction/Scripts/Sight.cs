using UnityEngine;

namespace TopDownAction
{
    /// <summary>Whether anything that stands still and is solid lies between two places.</summary>
    public sealed class Sight
    {
        private readonly RaycastHit2D[] hits = new RaycastHit2D[16];
        private readonly ContactFilter2D filter = new ContactFilter2D { useTriggers = false };

        public bool IsClear(Vector2 from, Vector2 to)
        {
            int count = Physics2D.Linecast(from, to, filter, hits);
            for (int i = 0; i < count; i++)
            {
                Rigidbody2D body = hits[i].rigidbody;
                if (body == null || body.bodyType == RigidbodyType2D.Static)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
