using NUnit.Framework;

namespace TopDownAction.Tests
{
    public sealed class DepthOrderTests
    {
        [Test]
        public void WhoStandsLowerIsInFront()
        {
            Assert.Greater(DepthOrder.Of(-1f), DepthOrder.Of(1f));
            Assert.Greater(DepthOrder.Of(0f), DepthOrder.Of(0.0625f));
            Assert.AreEqual(-16, DepthOrder.Of(1f));
        }
    }
}
