using NUnit.Framework;
using UnityEngine;

namespace TopDownAction.Tests
{
    public sealed class EnemyMindTests
    {
        private EnemyStats stats;
        private EnemyMind mind;

        [SetUp]
        public void Begin()
        {
            stats = ScriptableObject.CreateInstance<EnemyStats>();
            mind = new EnemyMind(stats, true);
        }

        [Test]
        public void ItRestsThenWalksItsRoundThenRests()
        {
            Tick(Alone(), stats.restTime - 0.1f);
            Assert.AreEqual(EnemyState.Idle, mind.State);
            Tick(Alone(), 0.2f);
            Assert.AreEqual(EnemyState.Patrol, mind.State);
            Tick(new EnemySenses { Distance = 99f, IsAtWaypoint = true }, 0.1f);
            Assert.AreEqual(EnemyState.Idle, mind.State);
        }

        [Test]
        public void WithoutARoundItStays()
        {
            mind = new EnemyMind(stats, false);
            Tick(Alone(), 100f);
            Assert.AreEqual(EnemyState.Idle, mind.State);
        }

        [TestCase(6f, true, EnemyState.Chase)]
        [TestCase(6f, false, EnemyState.Idle)]
        [TestCase(6.1f, true, EnemyState.Idle)]
        public void ItChasesWhatIsNearAndInSight(float distance, bool clear, EnemyState state)
        {
            Tick(new EnemySenses { Distance = distance, IsSightClear = clear }, 0.1f);
            Assert.AreEqual(state, mind.State);
        }

        [Test]
        public void ItNoticesOnPatrolAndOnTheWayBackToo()
        {
            Tick(Alone(), stats.restTime);
            Tick(Seen(4f), 0.1f);
            Assert.AreEqual(EnemyState.Chase, mind.State);
            Tick(Alone(), 0.1f);
            Assert.AreEqual(EnemyState.Return, mind.State);
            Tick(Seen(4f), 0.1f);
            Assert.AreEqual(EnemyState.Chase, mind.State);
        }

        [Test]
        public void ItRemembersForAWhileWhatItNoLongerSees()
        {
            Tick(Seen(4f), 0.1f);
            EnemySenses hidden = new EnemySenses { Distance = 4f };
            Tick(hidden, stats.memoryTime - 0.1f);
            Assert.AreEqual(EnemyState.Chase, mind.State);
            Tick(hidden, 0.2f);
            Assert.AreEqual(EnemyState.Return, mind.State);
            Tick(new EnemySenses { Distance = 4f, IsAtPost = true }, 0.1f);
            Assert.AreEqual(EnemyState.Idle, mind.State);
        }

        [Test]
        public void ItStrikesOnceAfterTheWindUpThenRecovers()
        {
            Tick(Seen(1f), 0.1f);
            Tick(Seen(1f), 0.1f);
            Assert.AreEqual(EnemyState.Attack, mind.State);
            int strikes = 0;
            float struckAt = 0f;
            for (float since = 0.05f; mind.State == EnemyState.Attack; since += 0.05f)
            {
                Tick(Seen(1f), 0.05f);
                strikes += mind.Strikes ? 1 : 0;
                struckAt = mind.Strikes ? since : struckAt;
            }

            Assert.AreEqual(1, strikes);
            Assert.AreEqual(stats.windUpTime, struckAt, 0.051f);
            Assert.AreEqual(EnemyState.Chase, mind.State);
        }

        [Test]
        public void ItDoesNotStrikeThroughWalls()
        {
            Tick(Seen(4f), 0.1f);
            Tick(new EnemySenses { Distance = 0.5f }, 0.1f);
            Assert.AreEqual(EnemyState.Chase, mind.State);
        }

        [Test]
        public void ABlowEndsItsOwnAttack()
        {
            Tick(Seen(1f), 0.1f);
            Tick(Seen(1f), 0.1f);
            mind.Startle();
            Tick(Seen(3f), stats.windUpTime);
            Assert.IsFalse(mind.Strikes);
            Assert.AreEqual(EnemyState.Chase, mind.State);
        }

        private static EnemySenses Alone()
        {
            return new EnemySenses { Distance = float.PositiveInfinity };
        }

        private static EnemySenses Seen(float distance)
        {
            return new EnemySenses { Distance = distance, IsSightClear = true };
        }

        private void Tick(EnemySenses senses, float seconds)
        {
            mind.Tick(senses, seconds);
        }
    }
}
