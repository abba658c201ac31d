using UnityEngine;

namespace TopDownAction
{
    /// <summary>Who stands in front of whom: the lower on the screen, the nearer. Knows no scene.</summary>
    public static class DepthOrder
    {
        private const float StepsPerUnit = 16f;

        public static int Of(float y)
        {
            return -Mathf.RoundToInt(y * StepsPerUnit);
        }
    }
}
