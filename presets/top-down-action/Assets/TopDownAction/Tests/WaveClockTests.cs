using NUnit.Framework;

namespace TopDownAction.Tests
{
    public sealed class WaveClockTests
    {
        [Test]
        public void EnemiesComeOneByOneAfterThePause()
        {
            WaveClock clock = new WaveClock(new[] { 2 }, new[] { 0.5f }, 1f);
            Assert.IsFalse(clock.Tick(0.75f, 0));
            Assert.IsTrue(clock.Tick(0.25f, 0));
            Assert.IsFalse(clock.Tick(0.25f, 1));
            Assert.IsTrue(clock.Tick(0.25f, 1));
            Assert.IsFalse(clock.Tick(9f, 2));
        }

        [Test]
        public void TheNextWaveWaitsForTheLastEnemy()
        {
            WaveClock clock = new WaveClock(new[] { 1, 1 }, new[] { 0f, 0f }, 1f);
            clock.Tick(1f, 0);
            clock.Tick(10f, 1);
            Assert.AreEqual(0, clock.Wave);
            clock.Tick(0.1f, 0);
            Assert.AreEqual(1, clock.Wave);
            Assert.IsFalse(clock.Tick(0.9f, 0));
            Assert.IsTrue(clock.Tick(0.2f, 0));
        }

        [Test]
        public void AfterTheLastWaveNobodyComes()
        {
            WaveClock clock = new WaveClock(new[] { 1 }, new[] { 0f }, 0f);
            clock.Tick(0f, 0);
            clock.Tick(0f, 0);
            Assert.IsTrue(clock.IsOver);
            Assert.IsFalse(clock.Tick(9f, 0));
        }

        [Test]
        public void WithoutWavesItIsOverAtOnce()
        {
            Assert.IsTrue(new WaveClock(new int[0], new float[0], 1f).IsOver);
        }
    }
}
