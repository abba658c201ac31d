using NUnit.Framework;

namespace TopDownAction.Tests
{
    public sealed class TileLookTests
    {
        [TestCase(false, false, false, false, 0)]
        [TestCase(true, false, false, false, 1)]
        [TestCase(false, true, true, false, 6)]
        [TestCase(true, true, true, true, 15)]
        public void NeighboursAddUp(bool north, bool east, bool south, bool west, int look)
        {
            Assert.AreEqual(look, TileLook.Fitting(north, east, south, west));
        }

        [Test]
        public void EveryPictureComesAndPlainOnesMoreOften()
        {
            int[] counts = new int[8];
            for (int x = -20; x < 20; x++)
            {
                for (int y = -20; y < 20; y++)
                {
                    counts[TileLook.Varied(x, y, 8)]++;
                }
            }

            int plain = counts[0] + counts[1] + counts[2] + counts[3];
            Assert.Greater(plain, 1200);
            Assert.IsTrue(System.Array.TrueForAll(counts, count => count > 20));
        }

        // As the scenes were made.
        [TestCase(0, 0, 0)]
        [TestCase(3, -2, 2)]
        [TestCase(-7, 5, 1)]
        public void ACellAlwaysLooksTheSame(int x, int y, int look)
        {
            Assert.AreEqual(look, TileLook.Varied(x, y, 8));
        }
    }
}
