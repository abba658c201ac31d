using UnityEngine;

namespace TopDownAction
{
    /// <summary>Where a camera looks: ahead of the hero to where he aims, and never past the bounds.</summary>
    public static class CameraFrame
    {
        public static Vector2 Goal(Vector2 hero, Vector2 aim, float lead, Rect bounds)
        {
            Vector2 wanted = hero + aim * lead;
            return new Vector2(
                Mathf.Clamp(wanted.x, bounds.xMin, bounds.xMax),
                Mathf.Clamp(wanted.y, bounds.yMin, bounds.yMax));
        }
    }
}
