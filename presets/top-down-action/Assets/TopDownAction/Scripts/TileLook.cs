namespace TopDownAction
{
    /// <summary>Which of its pictures a tile shows in a cell. Knows no engine.</summary>
    public static class TileLook
    {
        /// <summary>By which neighbours are of its kind: north 1, east 2, south 4, west 8.</summary>
        public static int Fitting(bool north, bool east, bool south, bool west)
        {
            return (north ? 1 : 0) + (east ? 2 : 0) + (south ? 4 : 0) + (west ? 8 : 0);
        }

        /// <summary>Scattered over the cells, the same each time; plain ones, the first half, come more often.</summary>
        public static int Varied(int x, int y, int count)
        {
            unchecked
            {
                uint mixed = (uint)x * 374761393u + (uint)y * 668265263u;
                mixed = (mixed ^ (mixed >> 13)) * 1274126177u;
                mixed ^= mixed >> 16;
                uint half = (uint)(count + 1) / 2;
                return (int)(mixed % 8u < 6u ? (mixed >> 3) % half : (mixed >> 3) % (uint)count);
            }
        }
    }
}
