namespace TopDownAction
{
    /// <summary>What an enemy is about.</summary>
    public enum EnemyState
    {
        Idle,
        Patrol,
        Chase,
        Attack,
        Return,
    }
}
