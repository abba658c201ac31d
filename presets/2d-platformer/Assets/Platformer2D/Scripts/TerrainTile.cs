using UnityEngine;
using UnityEngine.Tilemaps;

namespace Platformer2D
{
    /// <summary>
    /// A tile that fits itself in: paint with it, and surfaces, edges and depths get their pictures.
    /// </summary>
    [CreateAssetMenu(fileName = "Terrain", menuName = "Platformer 2D/Terrain Tile")]
    public sealed class TerrainTile : Tile
    {
        [SerializeField, Tooltip("Pictures in a row that repeat sideways.")]
        private int columns = 4;

        [SerializeField, Tooltip("Rows from the surface down, each as many as the columns; the last one repeats.")]
        private Sprite[] middles = new Sprite[0];

        [SerializeField, Tooltip("One for each row, for the left end; empty when ends look like the middle.")]
        private Sprite[] leftEnds = new Sprite[0];

        [SerializeField, Tooltip("One for each row, for the right end.")]
        private Sprite[] rightEnds = new Sprite[0];

        private int Rows
        {
            get { return middles.Length / columns; }
        }

        public override void RefreshTile(Vector3Int position, ITilemap tilemap)
        {
            for (int y = position.y; y > position.y - Rows; y--)
            {
                for (int x = position.x - 1; x <= position.x + 1; x++)
                {
                    tilemap.RefreshTile(new Vector3Int(x, y, position.z));
                }
            }
        }

        public override void GetTileData(Vector3Int position, ITilemap tilemap, ref TileData tileData)
        {
            base.GetTileData(position, tilemap, ref tileData);
            int row = 0;
            while (row < Rows - 1 && IsSame(tilemap, position, 0, row + 1))
            {
                row++;
            }

            bool left = IsSame(tilemap, position, -1, 0);
            bool right = IsSame(tilemap, position, 1, 0);
            tileData.sprite = Choose(position.x, row, left, right);
        }

        private Sprite Choose(int x, int row, bool left, bool right)
        {
            if (!left && leftEnds.Length > 0)
            {
                return leftEnds[row];
            }

            if (!right && rightEnds.Length > 0)
            {
                return rightEnds[row];
            }

            return middles[row * columns + TerrainColumn.Of(x, columns)];
        }

        private bool IsSame(ITilemap tilemap, Vector3Int position, int right, int up)
        {
            return tilemap.GetTile(new Vector3Int(position.x + right, position.y + up, position.z)) == this;
        }
    }
}
