using UnityEngine;
using UnityEngine.Tilemaps;

namespace TopDownAction
{
    /// <summary>
    /// A tile that fits itself in among its own kind, or varies from cell to cell: paint with it.
    /// </summary>
    [CreateAssetMenu(fileName = "Ground", menuName = "Top-Down Action/Ground Tile")]
    public sealed class GroundTile : Tile
    {
        private const int Inner = 15;

        [SerializeField, Tooltip("Off: any of the pictures. On: the picture for the neighbours of its kind.")]
        private bool fits;

        [SerializeField, Tooltip("When it fits itself in: sixteen, north counting 1, east 2, south 4, west 8; then more for amid its kind.")]
        private Sprite[] pictures = new Sprite[0];

        public override void RefreshTile(Vector3Int position, ITilemap tilemap)
        {
            for (int y = position.y - 1; y <= position.y + 1; y++)
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
            if (pictures.Length == 0)
            {
                return;
            }

            tileData.sprite = pictures[Look(position, tilemap)];
        }

        private int Look(Vector3Int at, ITilemap tilemap)
        {
            if (!fits)
            {
                return TileLook.Varied(at.x, at.y, pictures.Length);
            }

            int look = Fitting(at, tilemap);
            return look < Inner ? look : Inner + TileLook.Varied(at.x, at.y, pictures.Length - Inner);
        }

        private int Fitting(Vector3Int at, ITilemap tilemap)
        {
            return TileLook.Fitting(
                IsSame(tilemap, at, 0, 1), IsSame(tilemap, at, 1, 0), IsSame(tilemap, at, 0, -1), IsSame(tilemap, at, -1, 0));
        }

        private bool IsSame(ITilemap tilemap, Vector3Int at, int right, int up)
        {
            return tilemap.GetTile(new Vector3Int(at.x + right, at.y + up, at.z)) == this;
        }
    }
}
