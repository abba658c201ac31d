"""What a Tilemap component says, and where its grid puts it."""

from __future__ import annotations

import pytest
from unity_scene import Scene

from spark_nb.sandbox.scene.document import read_documents
from spark_nb.sandbox.scene.field import Reference
from spark_nb.sandbox.scene.graph import SceneGraph
from spark_nb.sandbox.scene.grid import Grid, grid_above
from spark_nb.sandbox.scene.moment import Changes, Moment
from spark_nb.sandbox.scene.tiles import GRID_COLLIDER, TILEMAP, Tilemap

GUID = "a" * 32
CORNER, CENTRE = (0.0, 0.0, 0.0), (0.5, 0.5, 0.0)


def read(scene: Scene) -> Tilemap:
    moment = Moment(SceneGraph(read_documents(scene.text)), Changes())
    (component,) = moment.components(TILEMAP)
    return Tilemap(component.fields, grid_above(component, moment))


def test_a_tile_has_its_cell_sprite_matrix_colour_and_collider() -> None:
    scene = Scene()
    scene.tilemap(
        {(3, -2, 1): (0, 1, 1, GRID_COLLIDER)},
        [GUID],
        matrices=[{}, {"e00": 0, "e01": -1, "e10": 1, "e11": 0, "e03": 0.25}],
        colours=["{r: 1, g: 1, b: 1, a: 1}", "{r: 1, g: 0.5, b: 0, a: 0.25}"],
    )
    found = read(scene)
    (tile,) = found.tiles
    assert (tile.cell, tile.sprite) == ((3, -2, 1), Reference(21300000, GUID))
    assert (tile.colour, tile.collider) == ((1, 0.5, 0, 0.25), GRID_COLLIDER)
    pose = found.pose(tile)
    assert (pose.tx, pose.ty) == (3.75, -1.5)
    assert pose.point(1, 0) == (3.75, -0.5)


def test_indexes_that_mean_nothing_give_no_sprite_no_turn_and_white() -> None:
    scene = Scene()
    scene.tilemap({(0, 0): (65535, 65535, 4294967295)}, [GUID])
    (tile,) = read(scene).tiles
    assert (tile.sprite, tile.colour) == (None, (1, 1, 1, 1))
    assert read(scene).pose(tile).point(0, 0) == (0.5, 0.5)


def test_the_nearest_grid_above_decides_where_cells_are() -> None:
    scene = Scene()
    far = scene.add("Far", Grid={"m_CellSize": "{x: 9, y: 9, z: 0}"})
    near = scene.add("Near", parent=far, Grid={"m_CellSize": "{x: 2, y: 0.5, z: 0}"})
    scene.tilemap({(1, 2): (0,)}, [GUID], place={"parent": near})
    found = read(scene)
    assert found.pose(found.tiles[0]).point(0, 0) == (3.0, 1.25)


@pytest.mark.parametrize(
    ("grid", "cell", "anchor", "expected"),
    [
        (Grid(), (2, 3, 0), CENTRE, (2.5, 3.5, 0)),
        (Grid(cell_gap=(0.5, 1, 0)), (2, 3, 0), CENTRE, (3.5, 6.5, 0)),
        (Grid(swizzle=(1, 0, 2)), (2, 3, 0), CORNER, (3, 2, 0)),
        (Grid(swizzle=(0, 2, 1)), (2, 3, 0), CORNER, (2, 0, 3)),
        (Grid(1), (2, 1, 0), CORNER, (2.5, 0.75, 0)),
        (Grid(1), (2, -1, 0), CORNER, (2.5, -0.75, 0)),
        (Grid(1), (2, -2, 0), CORNER, (2, -1.5, 0)),
        (Grid(2, (1, 0.5, 1)), (2, 1, 0), CORNER, (0.5, 0.75, 0)),
        (Grid(2, (1, 0.5, 1)), (0, 0, 3), CENTRE, (0, 0.25, 3)),
        (Grid(3, (1, 0.5, 1)), (0, 0, 2), CORNER, (0, 0.5, 2)),
    ],
)
def test_each_layout_puts_cells_where_unity_does(grid, cell, anchor, expected) -> None:
    assert grid.point(cell, anchor) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("flags", "shown"), [("0", [0, 0, 1, 1, 0, 1]), ("1", [0, 0, 1, 1, 1, 1])]
)
def test_animated_tiles_turn_at_the_maps_rate_times_their_own(flags, shown) -> None:
    sprites = "".join(f"      - {{fileID: {i + 1}, guid: {GUID}, type: 3}}\n" for i in range(2))
    animated = (
        "\n  - first: {x: 4, y: 0, z: 0}\n    second:\n      serializedVersion: 2\n"
        f"      m_AnimatedSprites:\n{sprites}      m_AnimationSpeed: 2\n"
        f"      m_AnimationTimeOffset: 0\n      m_Flags: {flags}"
    )
    scene = Scene()
    scene.tilemap({(4, 0): (0,)}, [GUID], m_AnimatedTiles=animated, m_AnimationFrameRate="0.5")
    animation = read(scene).animations[4, 0, 0]
    times = (0, 0.99, 1, 1.5, 2, 3)
    assert animation.sprites == (Reference(1, GUID), Reference(2, GUID))
    assert [animation.index(time_s) for time_s in times] == shown


def test_a_map_that_is_no_map_is_empty() -> None:
    scene = Scene()
    scene.tilemap({}, [], m_Tiles="[3, x]", m_TileSpriteArray="7", m_AnimatedTiles="[{first: 1}]")
    found = read(scene)
    assert (found.tiles, found.animations) == ([], {})
