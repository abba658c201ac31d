namespace TopDownAction
{
    /// <summary>Whom a blow may hurt: only the other side.</summary>
    public enum Team
    {
        Heroes,
        Shades,
    }
}
