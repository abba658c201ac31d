using NUnit.Framework;
using UnityEngine;

namespace TopDownAction.Tests
{
    public sealed class CameraFrameTests
    {
        private static readonly Rect Bounds = new Rect(-5f, -2f, 10f, 4f);

        [Test]
        public void ItLooksAheadOfTheHero()
        {
            Vector2 goal = CameraFrame.Goal(Vector2.one, Vector2.right, 1.5f, Bounds);
            Assert.AreEqual(new Vector2(2.5f, 1f), goal);
        }

        [Test]
        public void ItStaysWithinTheBounds()
        {
            Assert.AreEqual(new Vector2(5f, 2f), CameraFrame.Goal(new Vector2(9f, 9f), Vector2.up, 1f, Bounds));
            Assert.AreEqual(new Vector2(-5f, -2f), CameraFrame.Goal(new Vector2(-9f, -9f), Vector2.up, 1f, Bounds));
        }
    }
}
