using NUnit.Framework;
using UnityEngine;

namespace TopDownAction.Tests
{
    public sealed class AimTests
    {
        [TestCase(0f, -1f, Facing.Up, Facing.Down)]
        [TestCase(0.2f, 0.9f, Facing.Down, Facing.Up)]
        [TestCase(-0.9f, 0.2f, Facing.Down, Facing.Left)]
        [TestCase(0.9f, -0.2f, Facing.Down, Facing.Right)]
        [TestCase(0f, 0f, Facing.Left, Facing.Left)]
        public void AFigureShowsTheSideItLooksTo(float x, float y, Facing last, Facing side)
        {
            Assert.AreEqual(side, Aim.Side(new Vector2(x, y), last));
        }

        [TestCase(Facing.Right, Facing.Right)]
        [TestCase(Facing.Left, Facing.Right)]
        [TestCase(Facing.Up, Facing.Up)]
        [TestCase(Facing.Down, Facing.Up)]
        public void OnADiagonalItKeepsItsAxis(Facing last, Facing side)
        {
            Assert.AreEqual(side, Aim.Side(new Vector2(1f, 1f), last));
        }

        [Test]
        public void ThePointerWinsThenKeysThenTheWayThenTheLastAim()
        {
            Vector2 none = Vector2.zero;
            Assert.AreEqual(Vector2.up, Aim.Choose(Vector2.down, new Vector2(0f, 3f), Vector2.left, Vector2.right));
            Assert.AreEqual(Vector2.left, Aim.Choose(Vector2.down, none, new Vector2(-2f, 0f), Vector2.right));
            Assert.AreEqual(Vector2.right, Aim.Choose(Vector2.down, none, none, new Vector2(0.5f, 0f)));
            Assert.AreEqual(Vector2.down, Aim.Choose(Vector2.down, none, none, none));
        }

        [TestCase(1f, 0f, 0f)]
        [TestCase(0f, 1f, 90f)]
        [TestCase(-1f, 0f, 180f)]
        [TestCase(1f, -1f, -45f)]
        public void AnglesCountFromTheRight(float x, float y, float degrees)
        {
            Assert.AreEqual(degrees, Aim.Angle(new Vector2(x, y)), 1e-3f);
        }

        [TestCase(1f, 0f, true)]
        [TestCase(1f, 0.9f, true)]
        [TestCase(0.5f, 1f, false)]
        [TestCase(2.1f, 0f, false)]
        [TestCase(-1f, 0f, false)]
        public void ASweepCoversItsSectorAlone(float x, float y, bool isHit)
        {
            Assert.AreEqual(isHit, Aim.IsWithin(Vector2.zero, Vector2.right, new Vector2(x, y), 2f, 90f));
        }
    }
}
