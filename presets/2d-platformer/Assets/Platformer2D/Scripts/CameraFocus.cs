using UnityEngine;

namespace Platformer2D
{
    /// <summary>Where a camera wants to look: still inside a dead zone, within bounds. Knows no scene.</summary>
    public static class CameraFocus
    {
        /// <summary>Moves the focus only as far as the target leaves the dead zone.</summary>
        public static Vector2 Drag(Vector2 focus, Vector2 target, Vector2 deadZone)
        {
            return new Vector2(
                Mathf.Clamp(focus.x, target.x - deadZone.x, target.x + deadZone.x),
                Mathf.Clamp(focus.y, target.y - deadZone.y, target.y + deadZone.y));
        }

        public static Vector2 Keep(Vector2 focus, Rect bounds)
        {
            return new Vector2(
                Mathf.Clamp(focus.x, bounds.xMin, bounds.xMax),
                Mathf.Clamp(focus.y, bounds.yMin, bounds.yMax));
        }
    }
}
