using UnityEngine;

namespace TopDownAction
{
    /// <summary>Joins the solid tiles of a map when the scene begins: bolts and shades meet whole walls.</summary>
    [RequireComponent(typeof(CompositeCollider2D))]
    public sealed class SolidMap : MonoBehaviour
    {
        private void Awake()
        {
            GetComponent<CompositeCollider2D>().GenerateGeometry();
        }
    }
}
