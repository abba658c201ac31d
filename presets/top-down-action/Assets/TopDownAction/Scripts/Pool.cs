using System;
using System.Collections.Generic;

namespace TopDownAction
{
    /// <summary>
    /// Keeps things instead of making and destroying them. When all are out and no more may be made,
    /// the one that is out longest is taken back, so that play never waits. Knows no engine.
    /// </summary>
    public sealed class Pool<T>
        where T : class
    {
        private readonly Func<T> make;
        private readonly Action<T> recall;
        private readonly int most;
        private readonly Stack<T> free = new Stack<T>();
        private readonly List<T> taken = new List<T>();

        /// <param name="make">Makes one more.</param>
        /// <param name="recall">Told of what is taken back although nobody returned it.</param>
        /// <param name="most">How many there may ever be.</param>
        public Pool(Func<T> make, Action<T> recall, int most)
        {
            if (most < 1)
            {
                throw new ArgumentOutOfRangeException("most", "A pool holds at least one.");
            }

            this.make = make;
            this.recall = recall;
            this.most = most;
        }

        public int TakenCount
        {
            get { return taken.Count; }
        }

        public int Count
        {
            get { return free.Count + taken.Count; }
        }

        public T Take()
        {
            T next = Next();
            taken.Add(next);
            return next;
        }

        /// <summary>No when it is not out: returned twice, or of another pool.</summary>
        public bool TryReturn(T thing)
        {
            if (!taken.Remove(thing))
            {
                return false;
            }

            free.Push(thing);
            return true;
        }

        private T Next()
        {
            if (free.Count > 0)
            {
                return free.Pop();
            }

            if (taken.Count < most)
            {
                return make();
            }

            T oldest = taken[0];
            taken.RemoveAt(0);
            recall(oldest);
            return oldest;
        }
    }
}
