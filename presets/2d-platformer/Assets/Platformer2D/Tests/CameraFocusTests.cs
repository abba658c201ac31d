using NUnit.Framework;
using UnityEngine;

namespace Platformer2D.Tests
{
    public sealed class CameraFocusTests
    {
        private static readonly Vector2 Zone = new Vector2(1.5f, 1f);

        [Test]
        public void StaysWhileTheTargetIsInTheDeadZone()
        {
            Vector2 focus = CameraFocus.Drag(Vector2.zero, new Vector2(1.4f, -0.9f), Zone);
            Assert.AreEqual(Vector2.zero, focus);
        }

        [Test]
        public void FollowsByWhatLeavesTheDeadZone()
        {
            Vector2 focus = CameraFocus.Drag(Vector2.zero, new Vector2(4f, -3f), Zone);
            Assert.AreEqual(new Vector2(2.5f, -2f), focus);
        }

        [Test]
        public void NeverLooksPastTheBounds()
        {
            Rect bounds = new Rect(0f, 0f, 20f, 4f);
            Assert.AreEqual(new Vector2(0f, 4f), CameraFocus.Keep(new Vector2(-3f, 9f), bounds));
            Assert.AreEqual(new Vector2(20f, 0f), CameraFocus.Keep(new Vector2(25f, -1f), bounds));
            Assert.AreEqual(new Vector2(7f, 2f), CameraFocus.Keep(new Vector2(7f, 2f), bounds));
        }
    }
}
