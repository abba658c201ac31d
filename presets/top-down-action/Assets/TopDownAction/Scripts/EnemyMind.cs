namespace TopDownAction
{
    /// <summary>
    /// The decisions of an enemy: rest, walk a round, chase what it sees, strike, and go back when that
    /// is lost. Knows no scene.
    /// </summary>
    public sealed class EnemyMind
    {
        private readonly EnemyStats stats;
        private readonly bool hasRound;
        private float inState;
        private float unseen;

        public EnemyMind(EnemyStats stats, bool hasRound)
        {
            this.stats = stats;
            this.hasRound = hasRound;
        }

        public EnemyState State { get; private set; }

        /// <summary>True for the one tick in which the blow falls.</summary>
        public bool Strikes { get; private set; }

        public void Tick(EnemySenses senses, float seconds)
        {
            float before = inState;
            inState += seconds;
            bool sees = senses.IsSightClear && senses.Distance <= stats.loseRadius;
            unseen = sees ? 0f : unseen + seconds;
            Strikes = State == EnemyState.Attack && before < stats.windUpTime && inState >= stats.windUpTime;
            Enter(Next(senses));
        }

        /// <summary>A blow ends its own attack, and shows it where the hero is.</summary>
        public void Startle()
        {
            unseen = 0f;
            inState = 0f;
            State = EnemyState.Chase;
        }

        private EnemyState Next(EnemySenses senses)
        {
            switch (State)
            {
                case EnemyState.Attack:
                    return inState < stats.windUpTime + stats.recoverTime ? State : EnemyState.Chase;
                case EnemyState.Chase:
                    return NextInChase(senses);
                default:
                    return Notices(senses) ? EnemyState.Chase : NextAtEase(senses);
            }
        }

        private EnemyState NextInChase(EnemySenses senses)
        {
            if (unseen >= stats.memoryTime || senses.Distance > stats.loseRadius)
            {
                return EnemyState.Return;
            }

            bool canStrike = senses.IsSightClear && senses.Distance <= stats.attackRange;
            return canStrike ? EnemyState.Attack : EnemyState.Chase;
        }

        private EnemyState NextAtEase(EnemySenses senses)
        {
            switch (State)
            {
                case EnemyState.Return:
                    return senses.IsAtPost ? EnemyState.Idle : State;
                case EnemyState.Patrol:
                    return senses.IsAtWaypoint ? EnemyState.Idle : State;
                default:
                    return hasRound && inState >= stats.restTime ? EnemyState.Patrol : State;
            }
        }

        private bool Notices(EnemySenses senses)
        {
            return senses.IsSightClear && senses.Distance <= stats.detectRadius;
        }

        private void Enter(EnemyState next)
        {
            if (next != State)
            {
                State = next;
                inState = 0f;
            }
        }
    }
}
