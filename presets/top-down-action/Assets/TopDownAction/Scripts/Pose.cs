namespace TopDownAction
{
    /// <summary>What a figure does. The Animator knows the poses by these numbers.</summary>
    public enum Pose
    {
        Idle = 0,
        Walk = 1,
        Attack = 2,
        Hurt = 3,
        Die = 4,
    }
}
