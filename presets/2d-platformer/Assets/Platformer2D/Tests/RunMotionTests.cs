using NUnit.Framework;
using UnityEngine;

namespace Platformer2D.Tests
{
    public sealed class RunMotionTests
    {
        private const float Step = 0.02f;

        private PlayerStats stats;

        [SetUp]
        public void MakeStats()
        {
            stats = ScriptableObject.CreateInstance<PlayerStats>();
        }

        [Test]
        public void RunningNeverPassesTheTopSpeed()
        {
            float speed = 0f;
            for (int i = 0; i < 100; i++)
            {
                speed = RunMotion.Next(stats, speed, 1f, true, Step);
            }

            Assert.AreEqual(stats.maxSpeed, speed);
        }

        [Test]
        public void TheFirstStepIsTheAcceleration()
        {
            Assert.AreEqual(stats.groundAcceleration * Step, RunMotion.Next(stats, 0f, 1f, true, Step), 1e-5f);
            Assert.AreEqual(stats.airAcceleration * Step, RunMotion.Next(stats, 0f, 1f, false, Step), 1e-5f);
        }

        [Test]
        public void ATurnIsFasterThanAStart()
        {
            float lost = stats.maxSpeed - RunMotion.Next(stats, stats.maxSpeed, -1f, true, Step);
            Assert.AreEqual(stats.groundAcceleration * stats.turnBoost * Step, lost, 1e-4f);
        }

        [Test]
        public void LettingGoStops()
        {
            Assert.AreEqual(0f, RunMotion.Next(stats, 0.5f, 0f, true, Step));
        }

        [TestCase(-1f, false, true, ExpectedResult = "fall")]
        [TestCase(3f, false, true, ExpectedResult = "full")]
        [TestCase(3f, false, false, ExpectedResult = "cut")]
        [TestCase(0f, true, false, ExpectedResult = "full")]
        public string GravityFits(float rise, bool grounded, bool held)
        {
            float factor = RunMotion.GravityFactor(stats, rise, grounded, held);
            return factor == stats.fallGravity ? "fall" : factor == stats.cutGravity ? "cut" : "full";
        }

        [Test]
        public void AJumpReachesItsHeight()
        {
            const float gravity = 29.43f;
            float rise = RunMotion.SpeedToReach(stats.jumpHeight, gravity);
            Assert.AreEqual(stats.jumpHeight, rise * rise / (2f * gravity), 1e-4f);
        }
    }
}
