"""Tilemaps as ground: cells of one unit, whose sprites are 16 pixels wide."""

from __future__ import annotations

import pytest
from play import Play
from unity_scene import Scene, texture

from spark_nb.sandbox.engine import Engine

NONE, SPRITE, GRID = 0, 1, 2
UNIT = {"m_Size": "{x: 1, y: 1}"}
UPRIGHT = {"m_Constraints": "4"}
NEAR = 0.03
FULL, LOW = ["w" * 16] * 16, ["." * 16] * 8 + ["w" * 16] * 8
MERGED = {"m_CompositeOperation": "1"}
COMPOSITE = {
    "Rigidbody2D": {"m_BodyType": "2"},
    "CompositeCollider2D": {"m_GeometryType": "0"},
    "TilemapCollider2D": MERGED,
}


def ground(
    engine: Engine,
    picture: list[str],
    collider: int,
    *,
    grid: dict[str, str] | None = None,
    parts: dict[str, dict[str, str]] | None = None,
    **fields: str,
) -> Scene:
    """A row of tiles from -8 to 8 with its upper side at 0, and a unit box above."""
    guid = texture(engine, "tile", picture)
    cells = {(x, -1): (0, 0, 0, collider) for x in range(-8, 8)}
    components = {"Grid": grid or {}} | (parts or {"TilemapCollider2D": {}})
    scene = Scene()
    scene.tilemap(cells, [guid], components=components, **fields)
    scene.add("Body", at=(0.3, 3), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    return scene


def rest(engine: Engine, scene: Scene) -> float:
    """Return where the body's lower side comes to rest."""
    return Play(engine, scene).y("Body", 3) - 0.5


@pytest.mark.parametrize(
    ("picture", "collider", "top"),
    [(FULL, GRID, 0), (LOW, GRID, 0), (FULL, SPRITE, 0), (LOW, SPRITE, -0.5)],
)
def test_tiles_carry_as_their_collider_says(
    engine: Engine, picture: list[str], collider: int, top: float
) -> None:
    assert rest(engine, ground(engine, picture, collider)) == pytest.approx(top, abs=NEAR)


def test_tiles_without_a_collider_carry_nothing(engine: Engine) -> None:
    assert rest(engine, ground(engine, FULL, NONE)) < -5


def test_a_physics_shape_that_was_drawn_wins_over_the_picture(engine: Engine) -> None:
    scene = ground(engine, FULL, SPRITE)
    path = "Assets/tile.png.meta"
    corners = (
        "- - {x: -8, y: -8}",
        "  - {x: 8, y: -8}",
        "  - {x: 8, y: -4}",
        "  - {x: -8, y: -4}",
    )
    shape = "physicsShape:" + "".join(f"\n    {corner}" for corner in corners)
    meta = (engine.project.read(path) or b"").replace(b"physicsShape: []", shape.encode())
    engine.project.write(path, meta)
    assert rest(engine, scene) == pytest.approx(-0.75, abs=NEAR)


def test_a_tile_that_is_turned_turns_its_outline(engine: Engine) -> None:
    scene = ground(engine, LOW, SPRITE)
    scene.text = scene.text.replace("e11: 1", "e11: -1")
    assert rest(engine, scene) == pytest.approx(0, abs=NEAR)


@pytest.mark.parametrize("collider", [SPRITE, GRID])
@pytest.mark.parametrize("parts", [{"TilemapCollider2D": {}}, COMPOSITE])
def test_nothing_catches_on_the_seams(
    engine: Engine, collider: int, parts: dict[str, dict[str, str]]
) -> None:
    gravity = "%YAML 1.1\n--- !u!19 &1\nPhysics2DSettings:\n  m_Gravity: {x: 8, y: -9.81}\n"
    (engine.project.root / "ProjectSettings/Physics2DSettings.asset").write_text(gravity)
    scene = ground(engine, FULL, collider, parts=parts)
    scene.add("Slider", at=(-7, 0.51), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    play = Play(engine, scene)
    pull = 8 - 0.4 * 9.81
    for seconds in (1, 1.5):
        assert play.x("Slider", seconds) == pytest.approx(-7 + pull * seconds**2 / 2, abs=0.1)
        assert play.y("Slider", seconds) == pytest.approx(0.5, abs=NEAR)


def test_maps_stretch_and_turn_with_their_object(engine: Engine) -> None:
    scene = ground(engine, FULL, GRID)
    before = "m_LocalScale: {x: 1, y: 1, z: 1}"
    scene.text = scene.text.replace(before, "m_LocalScale: {x: 1, y: -2, z: 1}", 1)
    assert rest(engine, scene) == pytest.approx(2, abs=NEAR)


def test_gaps_in_a_map_are_holes(engine: Engine) -> None:
    guid = texture(engine, "tile", FULL)
    scene = Scene()
    cells = {
        (x, y): (0, 0, 0, GRID) for x in range(-3, 3) for y in range(-3, 0) if x not in (0, 1)
    }
    scene.tilemap(cells, [guid], components={"Grid": {}, "TilemapCollider2D": {}})
    scene.add("Over", at=(-1.5, 3), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    scene.add("Body", at=(1, 3), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    play = Play(engine, scene)
    assert (play.y("Over", 2), play.y("Body", 2) < -4) == (pytest.approx(0.5, abs=NEAR), True)


def test_cells_of_other_grids_are_hexagons_and_diamonds(engine: Engine) -> None:
    guid = texture(engine, "tile", FULL)
    for layout, size, top in (("1", "{x: 1, y: 1, z: 0}", 0.5), ("2", "{x: 2, y: 1, z: 0}", 1)):
        scene = Scene()
        grid = {"m_CellLayout": layout, "m_CellSize": size}
        parts = {"Grid": grid, "TilemapCollider2D": {}}
        scene.tilemap({(0, 0): (0, 0, 0, GRID)}, [guid], components=parts)
        ball = {"m_Radius": "0.25"}
        scene.add("Body", at=(0, 3), Rigidbody2D={"m_Constraints": "5"}, CircleCollider2D=ball)
        assert Play(engine, scene).y("Body", 3) == pytest.approx(top + 0.25, abs=NEAR)


def test_a_missing_sprite_leaves_no_ground_and_is_named(engine: Engine) -> None:
    scene = ground(engine, FULL, SPRITE)
    scene.text = scene.text.replace(engine.project.guid("Assets/tile.png") or "?", "0" * 31 + "1")
    play = Play(engine, scene)
    assert play.y("Body", 2) < -5
    assert play.loop.left_out == {"Colliders are too small or thin to collide": ["Tilemap"]}


def test_large_maps_are_few_shapes(engine: Engine) -> None:
    """A hundred columns of steps: as many rectangles, not thousands of tiles."""
    guid = texture(engine, "tile", FULL)
    cells = {(x, y): (0, 0, 0, GRID) for x in range(100) for y in range(x % 10 + 40)}
    scene = Scene()
    scene.tilemap(cells, [guid], components={"Grid": {}, "TilemapCollider2D": {}})
    for column in (0, 35, 99):
        at = (column + 0.5, 60)
        scene.add(f"At{column}", at=at, Rigidbody2D=UPRIGHT, CircleCollider2D={"m_Radius": "0.25"})
    play = Play(engine, scene)
    for column in (0, 35, 99):
        assert play.y(f"At{column}", 4) == pytest.approx(column % 10 + 40.25, abs=NEAR)
