namespace TopDownAction
{
    /// <summary>What an enemy knows at one moment.</summary>
    public struct EnemySenses
    {
        /// <summary>Units to the hero; infinite when there is none.</summary>
        public float Distance;

        /// <summary>Nothing solid is between it and the hero.</summary>
        public bool IsSightClear;

        /// <summary>It has come to where its round takes it next.</summary>
        public bool IsAtWaypoint;

        /// <summary>It is back where it stood at first.</summary>
        public bool IsAtPost;
    }
}
