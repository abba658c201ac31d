namespace Platformer2D
{
    /// <summary>Which of a row of pictures that repeat belongs to a cell. Knows no engine.</summary>
    public static class TerrainColumn
    {
        /// <summary>0 to <paramref name="columns"/> - 1, left of the origin too.</summary>
        public static int Of(int x, int columns)
        {
            return (x % columns + columns) % columns;
        }
    }
}
