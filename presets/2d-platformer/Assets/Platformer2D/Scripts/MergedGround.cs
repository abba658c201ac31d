using UnityEngine;

namespace Platformer2D
{
    /// <summary>
    /// Joins the tiles of a map to whole outlines when the level begins, so that nothing trips over
    /// the seams between them.
    /// </summary>
    [RequireComponent(typeof(CompositeCollider2D))]
    public sealed class MergedGround : MonoBehaviour
    {
        private void Awake()
        {
            GetComponent<CompositeCollider2D>().GenerateGeometry();
        }
    }
}
