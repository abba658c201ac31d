using NUnit.Framework;

namespace Platformer2D.Tests
{
    public sealed class JumpWindowTests
    {
        private const float Coyote = 0.12f;
        private const float Buffer = 0.15f;

        private JumpWindow window;

        [SetUp]
        public void MakeWindow()
        {
            window = new JumpWindow();
        }

        private bool TryTake()
        {
            return window.TryTake(Coyote, Buffer);
        }

        [Test]
        public void APressOnTheGroundJumps()
        {
            window.Tick(0.02f, true);
            window.Press();
            Assert.IsTrue(TryTake());
        }

        [Test]
        public void NoPressDoesNotJump()
        {
            window.Tick(0.02f, true);
            Assert.IsFalse(TryTake());
        }

        [Test]
        public void APressInTheAirDoesNotJump()
        {
            window.Press();
            window.Tick(0.02f, false);
            Assert.IsFalse(TryTake());
        }

        [TestCase(0.1f, true)]
        [TestCase(0.14f, false)]
        public void CoyoteTimeEnds(float sinceTheLedge, bool jumps)
        {
            window.Tick(0.02f, true);
            window.Tick(sinceTheLedge, false);
            window.Press();
            Assert.AreEqual(jumps, TryTake());
        }

        [TestCase(0.14f, true)]
        [TestCase(0.16f, false)]
        public void TheBufferEnds(float beforeLanding, bool jumps)
        {
            window.Press();
            window.Tick(beforeLanding, true);
            Assert.AreEqual(jumps, TryTake());
        }

        [Test]
        public void OnePressJumpsOnce()
        {
            window.Tick(0.02f, true);
            window.Press();
            TryTake();
            window.Tick(0.02f, true);
            Assert.IsFalse(TryTake());
        }

        [Test]
        public void OneContactServesOneJump()
        {
            window.Tick(0.02f, true);
            window.Press();
            TryTake();
            window.Press();
            Assert.IsFalse(TryTake());
        }
    }
}
