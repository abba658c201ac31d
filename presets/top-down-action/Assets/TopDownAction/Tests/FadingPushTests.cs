using NUnit.Framework;
using UnityEngine;

namespace TopDownAction.Tests
{
    public sealed class FadingPushTests
    {
        [Test]
        public void ItGoesAwayFromTheBlowAndFades()
        {
            FadingPush push = new FadingPush(0.5f);
            Assert.AreEqual(0f, push.Velocity.magnitude);
            push.Start(new Vector2(3f, 0f), new Vector2(1f, 0f), 8f);
            Assert.AreEqual(8f, push.Velocity.x, 1e-4f);
            push.Tick(0.25f);
            Assert.AreEqual(4f, push.Velocity.x, 1e-4f);
            push.Tick(0.25f);
            Assert.AreEqual(0f, push.Velocity.magnitude);
        }

        [Test]
        public void ABlowFromTheSamePlaceStillPushesSomewhere()
        {
            FadingPush push = new FadingPush(0.5f);
            push.Start(Vector2.one, Vector2.one, 3f);
            Assert.AreEqual(3f, push.Velocity.magnitude, 1e-4f);
        }
    }
}
