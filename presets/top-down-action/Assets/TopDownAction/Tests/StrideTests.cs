using NUnit.Framework;
using UnityEngine;

namespace TopDownAction.Tests
{
    public sealed class StrideTests
    {
        [TestCase(1f, 0f, 5f)]
        [TestCase(1f, 1f, 5f)]
        [TestCase(-1f, 1f, 5f)]
        [TestCase(0.5f, 0f, 2.5f)]
        [TestCase(0f, 0f, 0f)]
        public void ADiagonalIsNoFaster(float x, float y, float speed)
        {
            Assert.AreEqual(speed, Stride.Wanted(new Vector2(x, y), 5f).magnitude, 1e-4f);
        }

        [Test]
        public void SpeedGrowsByAccelerationAndEndsAtTheWantedOne()
        {
            Vector2 wanted = new Vector2(5f, 0f);
            Vector2 speed = Stride.Next(Vector2.zero, wanted, 20f, 40f, 0.1f);
            Assert.AreEqual(2f, speed.x, 1e-4f);
            speed = Stride.Next(speed, wanted, 20f, 40f, 1f);
            Assert.AreEqual(5f, speed.x, 1e-4f);
        }

        [Test]
        public void ItStopsByDeceleration()
        {
            Vector2 speed = Stride.Next(new Vector2(5f, 0f), Vector2.zero, 20f, 40f, 0.1f);
            Assert.AreEqual(1f, speed.x, 1e-4f);
        }
    }
}
