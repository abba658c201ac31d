"""Which part of a sheet a scene means, in every form that Unity has written it."""

from __future__ import annotations

import pytest
from unity_scene import Scene, letters, placed, render, texture

from spark_nb.sandbox.engine import Engine

SHEET = ["rrgg", "rrgg", "bbww", "bbww"]
PLACES = {"Red": (0, 2), "Green": (2, 2), "Blue": (0, 0), "White": (2, 0)}


def sheet(engine: Engine, own: dict[str, str], *, before: str = "", after: str = "") -> str:
    """Cut a texture in four; ``own`` are lines of each sprite, the others of the importer."""
    guid = texture(engine, "sheet", SHEET)
    sprites = "".join(
        f"    - serializedVersion: 2\n      name: {name}\n      rect:\n"
        f"        serializedVersion: 2\n        x: {x}\n        y: {y}\n"
        f"        width: 2\n        height: 2\n      alignment: 0\n"
        f"      pivot: {{x: 0.5, y: 0.5}}\n{own.get(name, '')}"
        for name, (x, y) in PLACES.items()
    )
    meta = (engine.project.read("Assets/sheet.png.meta") or b"").decode()
    meta = meta.replace("spriteMode: 1", "spriteMode: 2")
    meta = meta.replace("    sprites: []\n", f"    sprites:\n{sprites}{after}")
    meta = meta.replace("  internalIDToNameTable: []\n", before)
    engine.project.write("Assets/sheet.png.meta", meta.encode())
    return guid


def shown(engine: Engine, guid: str, file_id: int) -> str:
    scene = Scene().camera()
    scene.sprite(guid, file_id=file_id)
    return letters(render(engine, scene))[15][15]


def test_the_internal_id_of_each_sprite(engine: Engine) -> None:
    own = {name: f"      internalID: {-7 - i}\n" for i, name in enumerate(PLACES)}
    guid = sheet(engine, own)
    assert [shown(engine, guid, -7 - i) for i in range(4)] == ["r", "g", "b", "w"]


def test_the_table_of_names_of_2021_and_later(engine: Engine) -> None:
    table = "    nameFileIdTable:\n" + "".join(
        f"      {name}: {-100 + i}\n" for i, name in enumerate(reversed(PLACES))
    )
    guid = sheet(engine, {}, after=table)
    assert [shown(engine, guid, -100 + i) for i in range(4)] == ["w", "b", "g", "r"]


def test_the_table_of_internal_ids_of_2019_and_2020(engine: Engine) -> None:
    table = "  internalIDToNameTable:\n" + "".join(
        f"  - first:\n      213: {5000 - i}\n    second: {name}\n" for i, name in enumerate(PLACES)
    )
    guid = sheet(engine, {}, before=table)
    assert [shown(engine, guid, 5000 - i) for i in range(4)] == ["r", "g", "b", "w"]


def test_the_table_of_recycled_names_of_2018(engine: Engine) -> None:
    names = ["Blue", "Red", "White", "Green"]
    table = "  fileIDToRecycleName:\n" + "".join(
        f"    {21300000 + 2 * i}: {name}\n" for i, name in enumerate(names)
    )
    guid = sheet(engine, {}, before=table)
    assert [shown(engine, guid, 21300000 + 2 * i) for i in range(4)] == ["b", "r", "w", "g"]


def test_without_any_table_sprites_count_by_two(engine: Engine) -> None:
    guid = sheet(engine, {})
    assert [shown(engine, guid, 21300000 + 2 * i) for i in range(4)] == ["r", "g", "b", "w"]


def test_an_id_that_no_table_knows_is_missing(engine: Engine) -> None:
    guid = sheet(engine, {})
    scene = Scene().camera()
    scene.sprite(guid, name="Lost", file_id=12345)
    assert render(engine, scene).warnings == ("Sprites are missing from the project: Lost.",)


def test_each_sprite_has_its_own_border_and_pivot(engine: Engine) -> None:
    own = {"Red": "      border: {x: 1, y: 0, z: 1, w: 0}\n      internalID: 9\n"}
    guid = texture(engine, "sheet", SHEET)
    guid = sheet(engine, own)
    path = "Assets/sheet.png.meta"
    meta = (engine.project.read(path) or b"").decode()
    meta = meta.replace("      alignment: 0", "      alignment: 6", 1)  # lower left
    engine.project.write(path, meta.encode())
    scene = Scene().camera()
    scene.sprite(guid, file_id=9, m_DrawMode="1", m_Size="{x: 0.5, y: 0.125}")
    assert letters(render(engine, scene)) == placed(["r" * 8] * 2, 16, 14)


@pytest.mark.parametrize(
    "rect", [(-1, 0, 2, 2), (3, 3, 0, 2), (9, 9, 2, 2), ("x", 0, 2, 2), (0, 0, 1e30, 1e30)]
)
def test_a_rectangle_outside_the_picture_is_cut_or_missing(engine: Engine, rect) -> None:
    guid = sheet(engine, {"Red": "      internalID: 9\n"})
    path = "Assets/sheet.png.meta"
    meta = (engine.project.read(path) or b"").decode()
    x, y, width, height = rect
    old = "        x: 0\n        y: 2\n        width: 2\n        height: 2\n"
    new = f"        x: {x}\n        y: {y}\n        width: {width}\n        height: {height}\n"
    assert old in meta
    engine.project.write(path, meta.replace(old, new).encode())
    scene = Scene().camera()
    scene.sprite(guid, name="Odd", file_id=9)
    missing = ("Sprites are missing from the project: Odd.",)
    assert render(engine, scene).warnings == (() if width == 1e30 or x == "x" else missing)
