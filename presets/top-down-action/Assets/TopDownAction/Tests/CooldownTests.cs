using NUnit.Framework;

namespace TopDownAction.Tests
{
    public sealed class CooldownTests
    {
        [TestCase(0.9f, false)]
        [TestCase(1f, true)]
        public void OnceInSoManySeconds(float later, bool isReady)
        {
            Cooldown cooldown = new Cooldown();
            Assert.IsTrue(cooldown.TryUse(0f, 1f));
            Assert.AreEqual(isReady, cooldown.TryUse(later, 1f));
        }

        [Test]
        public void ARefusalDoesNotMakeItLonger()
        {
            Cooldown cooldown = new Cooldown();
            cooldown.TryUse(0f, 1f);
            cooldown.TryUse(0.9f, 1f);
            Assert.IsTrue(cooldown.IsReady(1f));
        }
    }
}
