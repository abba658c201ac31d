namespace TopDownAction
{
    /// <summary>What lies on the ground to be picked up.</summary>
    public enum PickupKind
    {
        Heart,
        Sparks,
        Gem,
        Key,
    }
}
