using NUnit.Framework;

namespace Platformer2D.Tests
{
    public sealed class HeartsTests
    {
        [Test]
        public void ABlowTakesOneHeart()
        {
            Hearts hearts = new Hearts(3, 1f);
            Assert.IsTrue(hearts.TryLose(10f));
            Assert.AreEqual(2, hearts.Count);
        }

        [TestCase(10.9f, false)]
        [TestCase(11f, true)]
        public void NothingHurtsForAMoment(float now, bool hurts)
        {
            Hearts hearts = new Hearts(3, 1f);
            hearts.TryLose(10f);
            Assert.AreEqual(hurts, hearts.TryLose(now));
        }

        [Test]
        public void TheLastOneIsTheLast()
        {
            Hearts hearts = new Hearts(1, 0f);
            Assert.IsFalse(hearts.AreGone);
            hearts.TryLose(0f);
            Assert.IsTrue(hearts.AreGone);
            Assert.IsFalse(hearts.TryLose(1f));
            Assert.AreEqual(0, hearts.Count);
        }

        [Test]
        public void HealingStopsAtTheMost()
        {
            Hearts hearts = new Hearts(2, 0f);
            Assert.IsFalse(hearts.TryGain());
            hearts.TryLose(0f);
            Assert.IsTrue(hearts.TryGain());
            Assert.AreEqual(2, hearts.Count);
        }
    }
}
