namespace TopDownAction
{
    /// <summary>The four sides a figure is drawn from. The Animator knows them by these numbers.</summary>
    public enum Facing
    {
        Down = 0,
        Up = 1,
        Left = 2,
        Right = 3,
    }
}
