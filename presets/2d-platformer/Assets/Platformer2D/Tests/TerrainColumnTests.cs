using NUnit.Framework;

namespace Platformer2D.Tests
{
    public sealed class TerrainColumnTests
    {
        [TestCase(0, ExpectedResult = 0)]
        [TestCase(5, ExpectedResult = 1)]
        [TestCase(-1, ExpectedResult = 3)]
        [TestCase(-4, ExpectedResult = 0)]
        public int PicturesRepeatOnBothSidesOfTheOrigin(int x)
        {
            return TerrainColumn.Of(x, 4);
        }
    }
}
