using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace TopDownAction.Tests
{
    public sealed class PoolTests
    {
        private readonly List<object> recalled = new List<object>();

        [Test]
        public void WhatCameBackIsUsedAgain()
        {
            Pool<object> pool = Of(3);
            object first = pool.Take();
            Assert.IsTrue(pool.TryReturn(first));
            Assert.AreSame(first, pool.Take());
            Assert.AreEqual(1, pool.Count);
        }

        [Test]
        public void WhenAllAreOutTheOldestGivesWay()
        {
            Pool<object> pool = Of(2);
            object first = pool.Take();
            object second = pool.Take();
            Assert.AreSame(first, pool.Take());
            Assert.AreEqual(1, recalled.Count);
            Assert.AreSame(first, recalled[0]);
            Assert.AreSame(second, pool.Take());
            Assert.AreEqual(2, pool.Count);
            Assert.AreEqual(2, pool.TakenCount);
        }

        [Test]
        public void NothingComesBackTwice()
        {
            Pool<object> pool = Of(2);
            object first = pool.Take();
            Assert.IsTrue(pool.TryReturn(first));
            Assert.IsFalse(pool.TryReturn(first));
            Assert.IsFalse(pool.TryReturn(new object()));
            Assert.AreEqual(1, pool.Count);
        }

        [Test]
        public void APoolOfNoneIsRefused()
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Of(0));
        }

        private Pool<object> Of(int most)
        {
            return new Pool<object>(() => new object(), recalled.Add, most);
        }
    }
}
