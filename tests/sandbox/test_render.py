"""Golden frames: one feature each, in a picture of 32 x 32 pixels, 16 to a unit."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from unity_scene import PATH, Scene, box, colour, letters, placed, render, texture

from spark_nb.errors import ToolError
from spark_nb.sandbox.engine import Engine

QUARTERS = ["rrrrgggg"] * 4 + ["bbbbwwww"] * 4


def test_a_sprite_lies_on_its_pivot_pixel_for_pixel(engine: Engine) -> None:
    scene = Scene().camera()
    scene.sprite(texture(engine, "q", QUARTERS), place={"at": (0.5, 0.25)})
    assert letters(render(engine, scene)) == placed(QUARTERS, 20, 8)


def test_parents_move_turn_and_scale(engine: Engine) -> None:
    scene = Scene().camera()
    parent = scene.add("Parent", at=(-0.5, 0), turn=90, scale=(2, 2))
    scene.sprite(texture(engine, "q", QUARTERS), parent=parent, place={"at": (0, -0.25)})
    turned = ["g" * 8 + "w" * 8] * 8 + ["r" * 8 + "b" * 8] * 8
    assert letters(render(engine, scene)) == placed(turned, 8, 8)


@pytest.mark.parametrize(
    ("fields", "rows"),
    [
        ({"m_FlipX": "1"}, ["ggggrrrr"] * 4 + ["wwwwbbbb"] * 4),
        ({"m_FlipY": "1"}, ["bbbbwwww"] * 4 + ["rrrrgggg"] * 4),
    ],
)
def test_a_sprite_is_flipped(engine: Engine, fields: dict[str, str], rows: list[str]) -> None:
    scene = Scene().camera()
    scene.sprite(texture(engine, "q", QUARTERS), **fields)
    assert letters(render(engine, scene)) == placed(rows, 12, 12)


def test_negative_scale_mirrors(engine: Engine) -> None:
    scene = Scene().camera()
    scene.sprite(texture(engine, "q", QUARTERS), place={"scale": (-1, 1)})
    rows = ["ggggrrrr"] * 4 + ["wwwwbbbb"] * 4
    assert letters(render(engine, scene)) == placed(rows, 12, 12)


def test_tint_multiplies_and_alpha_blends(engine: Engine) -> None:
    guid = texture(engine, "w", ["w" * 8] * 8)
    scene = Scene().camera(m_BackGroundColor="{r: 0, g: 0, b: 1, a: 0}")
    scene.sprite(guid, m_Color="{r: 1, g: 0.5, b: 0, a: 0.5}")
    frame = render(engine, scene)
    np.testing.assert_allclose(colour(frame, 16, 16), (128, 64, 127), atol=1)
    assert colour(frame, 2, 2) == (0, 0, 255)


def test_clear_texels_show_what_is_behind(engine: Engine) -> None:
    rows = ["r......r"] * 8
    scene = Scene().camera()
    scene.sprite(texture(engine, "hole", rows))
    assert letters(render(engine, scene)) == placed(rows, 12, 12)


def test_order_then_depth_then_file_order_decide_what_is_in_front(engine: Engine) -> None:
    red, green, blue = (texture(engine, c, [c * 8] * 8) for c in "rgb")
    by_order = Scene().camera()
    by_order.sprite(red, m_SortingOrder="2")
    by_order.sprite(green, m_SortingOrder="-1", place={"at": (0, 0, -5)})
    by_depth = Scene().camera()
    by_depth.sprite(green, place={"at": (0, 0, -1)})
    by_depth.sprite(red, place={"at": (0, 0, 1)})
    by_file = Scene().camera()
    by_file.sprite(red)
    by_file.sprite(blue)
    shown = [letters(render(engine, scene))[16][16] for scene in (by_order, by_depth, by_file)]
    assert shown == ["r", "g", "b"]


def test_sorting_layers_go_as_the_tag_manager_lists_them(engine: Engine) -> None:
    tags = "--- !u!78 &1\nTagManager:\n  m_SortingLayers:\n"
    tags += "  - name: Back\n    uniqueID: 3000000000\n  - name: Default\n    uniqueID: 0\n"
    (engine.project.root / "ProjectSettings/TagManager.asset").write_text(f"%YAML 1.1\n{tags}")
    scene = Scene().camera()
    scene.sprite(texture(engine, "r", ["r" * 8] * 8))
    back = {"m_SortingLayerID": str(3_000_000_000 - 2**32), "m_SortingOrder": "9"}
    scene.sprite(texture(engine, "g", ["g" * 8] * 8), **back)
    assert letters(render(engine, scene))[16][16] == "r"


def test_tiles_repeat_from_the_lower_left_and_are_cut_at_the_far_edges(engine: Engine) -> None:
    guid = texture(engine, "t", ["rg", "bw"])
    scene = Scene().camera()
    scene.sprite(guid, m_DrawMode="2", m_Size="{x: 0.3125, y: 0.1875}")
    expected = ["bwbwb", "rgrgr", "bwbwb"]
    shown = letters(render(engine, scene))
    left, top, right, bottom = box(render(engine, scene)) or (0, 0, 0, 0)
    assert [row[left:right] for row in shown[top:bottom]] == expected


@pytest.mark.parametrize("size", [(33, 33), (57, 40), (640, 360), (101, 77)])
def test_neighbouring_tiles_leave_no_seam_at_any_scale(
    engine: Engine, size: tuple[int, int]
) -> None:
    guid = texture(engine, "w", ["w" * 3] * 3)
    scene = Scene().camera()
    side = 3 / 16
    for column in range(-24, 24):
        for row in range(-8, 8):
            scene.sprite(guid, place={"at": (column * side, row * side)})
    frame = render(engine, scene, width=size[0], height=size[1])
    with Image.open(io.BytesIO(frame.data)) as image:
        assert image.convert("RGB").getcolors() == [(size[0] * size[1], (255, 255, 255))]


def test_a_sheet_is_cut_as_its_meta_says(engine: Engine) -> None:
    rows = ["rrrrgggg"] * 4 + ["bbbbwwww"] * 4
    guid = texture(engine, "sheet", rows)
    meta = (engine.project.read("Assets/sheet.png.meta") or b"").decode()
    part = (
        "    - serializedVersion: 2\n      name: Low\n      rect:\n        serializedVersion: 2\n"
        "        x: 4\n        y: 0\n        width: 4\n        height: 4\n"
        "      alignment: 9\n      pivot: {x: 0, y: 1}\n      internalID: -77\n"
    )
    meta = meta.replace("spriteMode: 1", "spriteMode: 2")
    meta = meta.replace("    sprites: []\n", f"    sprites:\n{part}")
    engine.project.write("Assets/sheet.png.meta", meta.encode())
    scene = Scene().camera()
    scene.sprite(guid, file_id=-77)
    assert letters(render(engine, scene)) == placed(["wwww"] * 4, 16, 16)


def test_many_things_before_what_moves_look_as_they_do_behind_it(engine: Engine) -> None:
    red, ring = texture(engine, "r", ["r" * 8] * 8), texture(engine, "ring", ["ww", "w."])
    frames = []
    for order in ("-1", "1"):
        scene = Scene().camera()
        body = {"Rigidbody2D": {"m_GravityScale": "0"}}
        scene.sprite(red, place={"at": (9, 9)}, components=body, m_SortingOrder=order)
        for index in range(600):
            at = ((index * 37 % 64 - 32) / 32, (index * 23 % 64 - 32) / 32)
            tint = f"{{r: {index % 7 / 7}, g: 1, b: {index % 5 / 5}, a: {0.3 + index % 3 / 3}}}"
            scene.sprite(ring, place={"at": at}, m_Color=tint)
        with Image.open(io.BytesIO(render(engine, scene).data)) as image:
            frames.append(np.asarray(image.convert("RGB"), np.int16))
    np.testing.assert_allclose(*frames, atol=3)
    assert np.ptp(frames[0]) > 100


@pytest.mark.parametrize("value", ["1e38", "1e300", "-1e308", "nan", "1e-320"])
@pytest.mark.parametrize("field", ["m_LocalPosition", "m_LocalScale", "m_Size"])
def test_numbers_beyond_all_reason_draw_something_or_nothing(
    engine: Engine, field: str, value: str
) -> None:
    guid = texture(engine, "q", QUARTERS)
    scene = Scene().camera()
    scene.sprite(guid, m_DrawMode="2", m_Size="{x: 1, y: 1}")
    odd = f"{field}: {{x: {value}, y: {value}, z: 0}}"
    at = scene.text.rindex(f"{field}: ")
    scene.text = scene.text[:at] + odd + scene.text[scene.text.index("\n", at) :]
    assert len(letters(render(engine, scene))) == 32


@pytest.mark.parametrize("size", ["0", "-3", "1e-30", "1e30", "nan"])
def test_a_camera_of_any_size_shows_a_picture(engine: Engine, size: str) -> None:
    scene = Scene().camera(**{"orthographic size": size})
    scene.sprite(texture(engine, "q", QUARTERS))
    assert len(letters(render(engine, scene))) == 32


def test_a_smooth_texture_is_interpolated_and_a_point_one_is_not(engine: Engine) -> None:
    crisp, smooth = (
        texture(engine, name, ["rb"], smooth=name == "smooth") for name in ("crisp", "smooth")
    )
    counts = []
    for guid in (crisp, smooth):
        scene = Scene().camera()
        scene.sprite(guid, place={"scale": (8, 8)})
        with Image.open(io.BytesIO(render(engine, scene).data)) as image:
            counts.append(len(image.convert("RGB").getcolors() or []))
    assert counts[0] == 3
    assert counts[1] > 6


def test_a_turned_sprite_covers_what_it_should(engine: Engine) -> None:
    scene = Scene().camera()
    scene.sprite(texture(engine, "w", ["w" * 16] * 16), place={"turn": 45})
    rows = letters(render(engine, scene))
    assert (rows[16][16], rows[2][2], rows[16][6], rows[6][16]) == ("w", ".", "w", "w")
    assert sum(row.count("w") for row in rows) == pytest.approx(256, abs=12)


def test_the_camera_sets_size_place_and_background(engine: Engine) -> None:
    guid = texture(engine, "w", ["w" * 16] * 16)
    scene = Scene().camera(2, m_BackGroundColor="{r: 1, g: 0, b: 0, a: 0}")
    scene.sprite(guid, place={"at": (1, 1)})
    scene.add("Other", at=(1, 1, -10), Camera={"orthographic": "1", "orthographic size": "1"})
    first = letters(render(engine, scene, width=64))
    second = render(engine, scene, camera="Other")
    assert [row.count("w") for row in first].count(8) == 8
    assert first[8].index("w") == 36
    assert (first[0][0], letters(second)[16][16], colour(second, 0, 0)) == (
        "r",
        "w",
        (48, 76, 120),
    )


def test_what_is_off_far_or_on_a_hidden_layer_is_not_drawn(engine: Engine) -> None:
    guid = texture(engine, "w", ["w" * 8] * 8)
    scene = Scene().camera(m_CullingMask="\n    m_Bits: 4294967039")
    off = scene.add("Off", active=False)
    scene.sprite(guid, parent=off)
    scene.sprite(guid, place={"active": False})
    scene.sprite(guid, m_Enabled="0")
    scene.sprite(guid, place={"layer": 8})
    scene.sprite(guid, place={"at": (0, 0, -11)})
    scene.sprite(guid, place={"at": (0, 0, 2000)})
    assert box(render(engine, scene)) is None


def test_the_first_scene_of_the_build_is_the_default(engine: Engine) -> None:
    guid = texture(engine, "w", ["w" * 8] * 8)
    scene = Scene().camera()
    engine.project.write("Assets/A.unity", scene.text.encode())
    scene.sprite(guid)
    engine.project.write(PATH, scene.text.encode())
    request = {"width": 32, "height": 32}
    assert box(engine.call("render_preview", request)) is None
    build = "--- !u!1045 &1\nEditorBuildSettings:\n  m_Scenes:\n  - enabled: 0\n"
    build += "    path: Assets/A.unity\n" + f"  - enabled: 1\n    path: {PATH}\n"
    settings = engine.project.root / "ProjectSettings/EditorBuildSettings.asset"
    settings.write_text(f"%YAML 1.1\n{build}")
    assert box(engine.call("render_preview", request)) == (12, 12, 20, 20)


def test_what_is_not_drawn_is_said_with_names(engine: Engine) -> None:
    scene = Scene().camera(m_ClearFlags="1")
    scene.text += "--- !u!104 &77777\nRenderSettings:\n  m_SkyboxMaterial: {fileID: 10304}\n"
    for name in ("Cube", "Ball", "Cone", "Disc"):
        scene.add(name, MeshRenderer={})
    scene.sprite("f" * 32, name="Ghost")
    light = "{fileID: 11500000, guid: 073797afb82c5a1438f328866b10b3f0, type: 3}"
    scene.add("Sun", MonoBehaviour={"m_Script": light})
    scene.tilemap(
        {},
        [],
        components={"TilemapRenderer": {"m_Materials": f"[{{fileID: 1, guid: {'e' * 32}}}]"}},
    )
    assert sorted(render(engine, scene).warnings) == [
        "2D lights do not shine: Sun.",
        "Materials and shaders of sprites are not applied: Tilemap.",
        "Meshes are not drawn: Ball, Cone, Cube and 1 more.",
        "Sprites are missing from the project: Ghost.",
        "The skybox is shown as the background colour: Camera.",
    ]


@pytest.mark.parametrize(
    ("text", "request_", "code"),
    [
        (Scene().text, {}, "no_camera"),
        (Scene().camera().text, {"camera": "Second"}, "no_camera"),
        ("\0\0\0\x16binary", {}, "unsupported"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    engine: Engine, text: str, request_: dict[str, str], code: str
) -> None:
    engine.project.write(PATH, text.encode())
    with pytest.raises(ToolError) as caught:
        engine.call("render_preview", {"scene": PATH} | request_)
    assert caught.value.code == code


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_every_format_is_what_it_says_and_always_the_same(engine: Engine, form: str) -> None:
    scene = Scene().camera()
    scene.sprite(texture(engine, "q", QUARTERS))
    first, second = (render(engine, scene, format=form, width=50, height=20) for _ in "ab")
    with Image.open(io.BytesIO(first.data)) as image:
        assert (image.format, image.size) == (form.upper(), (50, 20))
    assert first == second


def test_a_frame_does_not_depend_on_those_before_it(engine: Engine) -> None:
    settings = engine.project.root / "ProjectSettings/GraphicsSettings.asset"
    settings.write_text(
        "%YAML 1.1\n--- !u!30 &1\nGraphicsSettings:\n"
        "  m_TransparencySortMode: 3\n  m_TransparencySortAxis: {x: 0, y: 1, z: 0}\n"
    )
    red, blue = (texture(engine, c, [c * 5] * 5, smooth=True) for c in "rb")
    scene = Scene().camera()
    for index in range(300):
        at = (index * 37 % 64 / 32 - 1, index * 23 % 64 / 32 - 1)
        scene.sprite(
            red, place={"at": at, "turn": index * 7}, m_Color="{r: 1, g: 1, b: 1, a: 0.3}"
        )
    scene.sprite(blue, place={"at": (0, 0.9)}, components={"Rigidbody2D": {}})
    mask = {"SpriteMask": {"m_Sprite": f"{{fileID: 21300000, guid: {blue}, type: 3}}"}}
    scene.add("Mask", at=(0.2, 0.9), Rigidbody2D={}, **mask)
    scene.sprite(red, place={"at": (0.2, 0.7), "scale": (3, 3)}, m_MaskInteraction="2")
    cells = {(x, 0): (0,) for x in range(-6, 6)}
    components = {"Grid": {"m_CellSize": "{x: 0.3, y: 0.3, z: 0}"}, "Rigidbody2D": {}}
    scene.tilemap(cells, [blue], components=components)
    asked = [(t, size) for size in (32, 57) for t in (0.4, 0, 0.2, 0.4, 0.1)]
    after_others = [render(engine, scene, time_s=t, width=s).frame_ref for t, s in asked]
    fresh = (Engine(engine.project) for _ in asked)
    alone = [
        render(one, scene, time_s=t, width=s).frame_ref
        for one, (t, s) in zip(fresh, asked, strict=True)
    ]
    assert after_others == alone
    assert len(set(alone)) == 8


def test_scripts_leave_the_picture_as_it_is_and_pictures_do_not(
    engine: Engine,
) -> None:
    scene = Scene().camera()
    scene.sprite(texture(engine, "q", QUARTERS))
    first = render(engine, scene)
    seen = [first.revision]
    for code in ("class A {}", "class A { int hp; }"):
        engine.call("generate_script", {"name": "A", "path": "Assets/A.cs", "code": code})
        frame = render(engine, scene)
        assert frame.frame_ref == first.frame_ref
        seen.append(frame.revision)
    texture(engine, "q", QUARTERS[::-1])
    assert render(engine, scene).frame_ref != first.frame_ref
    assert len(set(seen)) == 3


def test_broken_files_in_the_scene_are_said_not_raised(engine: Engine) -> None:
    guid = texture(engine, "w", ["w" * 8] * 8)
    engine.project.write("Assets/w.png", b"\x89PNG\r\n\x1a\nbroken")
    scene = Scene().camera()
    scene.sprite(guid, name="Torn")
    scene.text += "--- !u!1 &999\nGameObject:\n  m_Name: [unclosed\n"
    assert render(engine, scene).warnings == ("Sprites are missing from the project: Torn.",)
