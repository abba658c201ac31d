"""Golden frames of tilemaps: cells of 8 pixels, 16 to a unit, in pictures of 32 x 32."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from unity_scene import Scene, asset, box, colour, letters, placed, render, texture

from spark_nb.sandbox.engine import Engine

CELLS = {"Grid": {"m_CellSize": "{x: 0.5, y: 0.5, z: 0}"}}
QUARTERS = ["rrrrgggg"] * 4 + ["bbbbwwww"] * 4
WHITE = "{r: 1, g: 1, b: 1, a: 1}"


@pytest.fixture
def plain(engine: Engine) -> list[str]:
    return [texture(engine, c, [c * 8] * 8) for c in "rgbw"]


def mapped(cells, sprites, *, components=None, **fields) -> Scene:
    scene = Scene().camera()
    scene.tilemap(cells, sprites, components=CELLS | (components or {}), **fields)
    return scene


def shown(engine: Engine, scene: Scene, **request: object) -> list[str]:
    return letters(render(engine, scene, **request))


def test_tiles_fill_their_cells(engine: Engine, plain: list[str]) -> None:
    scene = mapped({(0, 0): (0,), (1, 0): (1,), (-2, -1): (2,), (-1, 1): (3,)}, plain)
    rows = ["." * 8 + "w" * 8 + "." * 16] * 8
    rows += ["." * 16 + "r" * 8 + "g" * 8] * 8 + ["b" * 8 + "." * 24] * 8
    assert shown(engine, scene) == placed(rows, 0, 0)
    assert render(engine, scene).warnings == ()


def test_the_anchor_moves_tiles_in_their_cells(engine: Engine, plain: list[str]) -> None:
    scene = mapped({(0, 0): (0,)}, plain, m_TileAnchor="{x: 0, y: 1, z: 0}")
    assert box(render(engine, scene)) == (12, 4, 20, 12)


def test_gaps_part_cells(engine: Engine, plain: list[str]) -> None:
    grid = {"Grid": {"m_CellSize": "{x: 0.5, y: 0.5, z: 0}", "m_CellGap": "{x: 0.25, y: 0, z: 0}"}}
    scene = mapped({(-1, 0): (0,), (0, 0): (1,)}, plain, components=grid)
    assert shown(engine, scene) == placed(["r" * 8 + "...." + "g" * 8] * 8, 4, 8)


@pytest.mark.parametrize(
    ("matrix", "rows"),
    [
        ({"e00": -1}, ["ggggrrrr"] * 4 + ["wwwwbbbb"] * 4),
        ({"e11": -1}, ["bbbbwwww"] * 4 + ["rrrrgggg"] * 4),
        ({"e00": 0, "e01": -1, "e10": 1, "e11": 0}, ["ggggwwww"] * 4 + ["rrrrbbbb"] * 4),
        ({"e00": 0, "e01": 1, "e10": -1, "e11": 0}, ["bbbbrrrr"] * 4 + ["wwwwgggg"] * 4),
        ({"e00": 0, "e01": 1, "e10": 1, "e11": 0}, ["wwwwgggg"] * 4 + ["bbbbrrrr"] * 4),
        ({"e03": 0.25, "e13": -0.25}, None),
    ],
)
def test_a_tiles_own_matrix_mirrors_turns_and_moves_it(engine: Engine, matrix, rows) -> None:
    guid = texture(engine, "q", QUARTERS)
    scene = mapped({(0, 0): (0, 1)}, [guid], matrices=[{}, matrix])
    place = (16, 8) if rows else (20, 12)
    assert shown(engine, scene) == placed(rows or QUARTERS, *place)


def test_colours_of_tile_and_map_multiply(engine: Engine, plain: list[str]) -> None:
    colours = [WHITE, "{r: 1, g: 0.5, b: 0, a: 1}"]
    scene = mapped(
        {(0, 0): (3, 0, 1)}, plain, colours=colours, m_Color="{r: 0.5, g: 1, b: 1, a: 1}"
    )
    assert colour(render(engine, scene), 20, 12) == pytest.approx((128, 128, 0), abs=1)


def test_a_map_turned_and_scaled_as_a_whole(engine: Engine, plain: list[str]) -> None:
    scene = Scene().camera()
    place = {"turn": 90, "scale": (0.5, 0.5)}
    scene.tilemap({(0, 0): (0,), (1, 0): (1,)}, plain, place=place, components=CELLS)
    assert shown(engine, scene) == placed(["gggg"] * 4 + ["rrrr"] * 4, 12, 8)


def test_tall_tiles_cover_those_behind_in_the_order_of_the_map(engine: Engine) -> None:
    tall = [texture(engine, c, [c * 8] * 16) for c in "rg"]
    cells = {(0, 0): (0,), (0, 1): (1,)}
    fronts = []
    for order in ("0", "2"):
        scene = mapped(cells, tall, components={"TilemapRenderer": {"m_SortOrder": order}})
        fronts.append(shown(engine, scene)[8][20])
    assert fronts == ["g", "r"]


def test_isometric_cells_lie_in_diamonds(engine: Engine) -> None:
    dots = [texture(engine, c, [c * 2] * 2) for c in "rgbw"]
    grid = {"Grid": {"m_CellSize": "{x: 1, y: 0.5, z: 1}", "m_CellLayout": "2"}}
    cells = {(0, 0): (0,), (1, 0): (1,), (0, 1): (2,), (1, 1): (3,)}
    scene = mapped(cells, dots, components=grid, m_TileAnchor="{x: 0, y: 0, z: 0}")
    rows = shown(engine, scene)
    where = {rows[y][x]: (x, y) for y in range(31, -1, -1) for x in range(31, -1, -1)}
    assert where == {".": (0, 0), "r": (15, 15), "g": (23, 11), "b": (7, 11), "w": (15, 7)}


def test_a_chunked_map_sorts_as_one_and_an_individual_one_tile_by_tile(
    engine: Engine, plain: list[str]
) -> None:
    (engine.project.root / "ProjectSettings/GraphicsSettings.asset").write_text(
        "%YAML 1.1\n--- !u!30 &1\nGraphicsSettings:\n"
        "  m_TransparencySortMode: 3\n  m_TransparencySortAxis: {x: 0, y: 1, z: 0}\n"
    )
    fronts = []
    for mode in ("0", "1"):
        cells = {(-1, -1): (0,), (0, 0): (0,)}
        scene = mapped(cells, plain, components={"TilemapRenderer": {"m_Mode": mode}})
        scene.sprite(plain[1], place={"at": (-0.25, -0.125)})
        scene.sprite(plain[2], place={"at": (0.25, 0.125)})
        rows = shown(engine, scene)
        fronts.append((rows[18][12], rows[14][20]))
    assert fronts == [("g", "r"), ("r", "b")]


def test_animated_tiles_play_behind_what_stands_before_them(
    engine: Engine, plain: list[str]
) -> None:
    pointers = "".join(f"      - {{fileID: 21300000, guid: {g}, type: 3}}\n" for g in plain[:2])
    animated = (
        "\n  - first: {x: 0, y: 0, z: 0}\n    second:\n      m_AnimatedSprites:\n"
        f"{pointers}      m_AnimationSpeed: 4\n      m_AnimationTimeOffset: 0"
    )
    scene = mapped({(0, 0): (0,), (1, 0): (3,)}, plain, m_AnimatedTiles=animated)
    scene.sprite(plain[2], place={"at": (0.25, 0)})
    times = (0, 0.2, 0.25, 0.5, 0)
    seen = [shown(engine, scene, time_s=time_s)[9] for time_s in times]
    assert [row[18] for row in seen] == ["r", "r", "g", "r", "r"]
    assert {row[26] for row in seen} == {"w"}
    assert letters(render(engine, scene, time_s=0.25))[13][18] == "b"


def test_a_tile_whose_sprite_the_map_does_not_keep_shows_that_of_its_asset(
    engine: Engine, plain: list[str]
) -> None:
    text = "%YAML 1.1\n--- !u!114 &11400000\nMonoBehaviour:\n"
    text += f"  m_Sprite: {{fileID: 21300000, guid: {plain[1]}, type: 3}}\n"
    tile = asset(engine, "Assets/Tile.asset", text)
    listed = f"\n  - m_RefCount: 1\n    m_Data: {{fileID: 11400000, guid: {tile}, type: 2}}"
    scene = mapped({(0, 0): (0,)}, ["{fileID: 0}"], m_TileAssetArray=listed)
    assert shown(engine, scene) == placed(["g" * 8] * 8, 16, 8)


def test_missing_sprites_of_tiles_are_said(engine: Engine) -> None:
    scene = mapped({(0, 0): (0,), (1, 0): (0,)}, ["f" * 32])
    assert render(engine, scene).warnings == ("Sprites are missing from the project: Tilemap.",)


@pytest.mark.parametrize("switch", ["Tilemap", "TilemapRenderer"])
def test_a_map_that_is_switched_off_is_not_drawn(
    engine: Engine, plain: list[str], switch: str
) -> None:
    scene = mapped({(0, 0): (0,)}, plain)
    off = {switch: {"m_Enabled": "0"}}
    if switch == "Tilemap":
        scene = mapped({(0, 0): (0,)}, plain, m_Enabled="0")
    else:
        scene = mapped({(0, 0): (0,)}, plain, components=off)
    assert box(render(engine, scene)) is None


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("size", [(33, 33), (101, 77), (640, 360)])
def test_cells_leave_no_seam_at_any_scale_within_chunks_or_between(
    engine: Engine, size: tuple[int, int], turn: int
) -> None:
    guid = texture(engine, "w", ["w" * 3] * 3)
    grid = {"Grid": {"m_CellSize": "{x: 0.1875, y: 0.1875, z: 0}"}}
    cells = {(x, y): (0,) for x in range(-20, 20) for y in range(-20, 20)}
    scene = Scene().camera()
    place = {"at": (0.013, 0.007), "turn": turn}
    scene.tilemap(cells, [guid], place=place, components=grid)
    frame = render(engine, scene, width=size[0], height=size[1])
    with Image.open(io.BytesIO(frame.data)) as image:
        assert image.convert("RGB").getcolors() == [(size[0] * size[1], (255, 255, 255))]


@pytest.mark.parametrize("value", ["1e38", "1e308", "-1e300", "nan", "9" * 400])
@pytest.mark.parametrize("field", ["m_TileAnchor", "m_CellSize", "m_LocalScale", "first"])
def test_numbers_beyond_all_reason_draw_something_or_nothing(
    engine: Engine, plain: list[str], field: str, value: str
) -> None:
    scene = mapped({(0, 0): (0,)}, plain)
    at = scene.text.rindex(f"{field}: ")
    odd = f"{field}: {{x: {value}, y: {value}, z: 0}}"
    scene.text = scene.text[:at] + odd + scene.text[scene.text.index("\n", at) :]
    assert len(shown(engine, scene)) == 32


def test_a_map_seen_from_very_near_is_drawn_tile_by_tile(engine: Engine, plain: list[str]) -> None:
    cells = {(x, y): ((x + y) % 2,) for x in range(-8, 8) for y in range(-8, 8)}
    scene = Scene().camera(0.125)
    scene.tilemap(cells, plain, components=CELLS)
    rows = shown(engine, scene)
    assert rows == ["g" * 16 + "r" * 16] * 16 + ["r" * 16 + "g" * 16] * 16
