using NUnit.Framework;

namespace TopDownAction.Tests
{
    public sealed class VitalityTests
    {
        [TestCase(1, 3)]
        [TestCase(3, 1)]
        [TestCase(9, 0)]
        public void ABlowTakesItsDamageAndNeverMore(int damage, int left)
        {
            Vitality vitality = new Vitality(4, 1f);
            Assert.IsTrue(vitality.TryLose(damage, 10f));
            Assert.AreEqual(left, vitality.Count);
            Assert.AreEqual(left == 0, vitality.IsGone);
        }

        [TestCase(10.9f, false)]
        [TestCase(11f, true)]
        public void NothingHurtsForAMoment(float now, bool hurts)
        {
            Vitality vitality = new Vitality(4, 1f);
            vitality.TryLose(1, 10f);
            Assert.AreEqual(hurts, vitality.TryLose(1, now));
        }

        [Test]
        public void WhoIsGoneIsNeitherHurtNorHealed()
        {
            Vitality vitality = new Vitality(1, 0f);
            vitality.TryLose(1, 0f);
            Assert.IsFalse(vitality.TryLose(1, 5f));
            Assert.IsFalse(vitality.TryGain(1));
        }

        [Test]
        public void HealingStopsAtTheMost()
        {
            Vitality vitality = new Vitality(4, 0f);
            Assert.IsFalse(vitality.TryGain(1));
            vitality.TryLose(2, 0f);
            Assert.IsTrue(vitality.TryGain(5));
            Assert.AreEqual(4, vitality.Count);
        }

        [TestCase(0)]
        [TestCase(-1)]
        public void ABlowOfNothingIsNone(int damage)
        {
            Vitality vitality = new Vitality(2, 1f);
            Assert.IsFalse(vitality.TryLose(damage, 0f));
            Assert.IsFalse(vitality.IsSafe(0f));
        }
    }
}
