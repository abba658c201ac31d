using NUnit.Framework;

namespace Platformer2D.Tests
{
    public sealed class ShuttleTests
    {
        // Four units at two a second, half a second of rest: there after 2.5 s, back after 5 s.
        private static readonly Shuttle Way = new Shuttle(4f, 2f, 0.5f);

        [TestCase(0f, 0f)]
        [TestCase(0.5f, 0f)]
        [TestCase(1.5f, 0.5f)]
        [TestCase(2.5f, 1f)]
        [TestCase(3f, 1f)]
        [TestCase(4f, 0.5f)]
        [TestCase(5f, 0f)]
        [TestCase(6.5f, 0.5f)]
        public void GoesToAndFro(float seconds, float share)
        {
            Assert.AreEqual(share, Way.ShareAt(seconds), 1e-4f);
        }

        [Test]
        public void StartsAndStopsGently()
        {
            float slow = Way.ShareAt(0.6f) - Way.ShareAt(0.5f);
            float fast = Way.ShareAt(1.55f) - Way.ShareAt(1.45f);
            Assert.Less(slow, fast / 4f);
        }

        [Test]
        public void WithoutSpeedItStays()
        {
            Assert.AreEqual(0f, new Shuttle(4f, 0f, 0f).ShareAt(7f));
        }
    }
}
