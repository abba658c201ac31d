"""Texts on a canvas, and in the world, in pictures of 64 x 64 pixels."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageFont
from ttf_opensans import OPENSANS_REGULAR
from ui_scene import UiScene, plain, rgba
from unity_scene import asset, box, render, texture

from spark_nb.domain.frame import Frame
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.scene.ui.font import stand_in

SIZE = {"width": 64, "height": 64}
FONT = stand_in()
CAPITAL = 0.6875  # em, the height of capitals in ``own_font``
STANDS_IN = "Another font stands in for that of texts: Label."


def text(content: str, **data: object) -> dict[str, dict[str, object]]:
    """Return a Text that neither wraps nor is cut off, unless ``data`` says otherwise."""
    values: dict[str, object] = {"m_FontSize": 20, "m_HorizontalOverflow": 1}
    values |= {"m_VerticalOverflow": 1, "m_RichText": 1, "m_LineSpacing": 1} | data
    font = ", ".join(f"{key}: {value}" for key, value in values.items())
    return {"TEXT": {"m_FontData": f"{{{font}}}", "m_Text": content}}


def text_mesh(content: str, **fields: object) -> dict[str, dict[str, object]]:
    values: dict[str, object] = {"m_fontSize": 20, "m_isRichText": 1, "m_textAlignment": 65535}
    values |= {"m_HorizontalAlignment": 1, "m_VerticalAlignment": 256, "m_isOrthographic": 1}
    return {"TEXT_MESH_UI": values | {"m_text": content} | fields}


def shot(engine: Engine, components: dict[str, dict[str, object]], **options: object) -> Frame:
    """Return a frame of one text on a canvas, by itself in a rectangle of 48 x 48."""
    scene = UiScene().camera()
    size = {"size": (48, 48)} | options
    scene.rect("Label", scene.canvas(), components=components, **size)  # type: ignore[arg-type]
    return render(engine, scene, **SIZE)


def pixels(frame: Frame) -> np.ndarray:
    with Image.open(io.BytesIO(frame.data)) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def area(frame: Frame) -> tuple[int, int, int, int]:
    found = box(frame)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("alignment", "side"),
    [(0, (0, 0)), (1, (1, 0)), (2, (2, 0)), (3, (0, 1)), (4, (1, 1)), (5, (2, 1)), (8, (2, 2))],
)
@pytest.mark.parametrize("kind", ["TEXT", "TEXT_MESH_UI"])
def test_a_text_is_aligned_in_its_rectangle(
    engine: Engine, kind: str, alignment: int, side: tuple[int, int]
) -> None:
    horizontal, vertical = (1, 2, 4)[side[0]], (0x100, 0x200, 0x400)[side[1]]
    components = (
        text("HH", m_Alignment=alignment)
        if kind == "TEXT"
        else text_mesh("HH", m_HorizontalAlignment=horizontal, m_VerticalAlignment=vertical)
    )
    left, top, right, low = area(shot(engine, components))
    gaps = {0: left - 8, 1: (left + right) / 2 - 32 + 2, 2: 56 - right}
    assert gaps[side[0]] == pytest.approx(2, abs=1.5)  # letters stand a little off their edges
    rows = {0: top - 8 - 4, 1: (top + low) / 2 - 32, 2: 56 - low - 4}
    assert rows[side[1]] == pytest.approx(0, abs=2)


def test_letters_are_as_large_as_their_size_says(engine: Engine) -> None:
    for size in (20, 40):
        _, top, _, low = area(shot(engine, text("H", m_FontSize=size)))
        assert low - top == pytest.approx(size * FONT.metrics.capital, abs=1)


def test_a_canvas_that_is_larger_has_finer_letters(engine: Engine) -> None:
    scene = UiScene().camera()
    canvas = scene.canvas(components={"CANVAS_SCALER": {"m_ScaleFactor": 2}})
    scene.rect("Label", canvas, size=(30, 30), components=text("H", m_FontSize=20))
    large = box(render(engine, scene, **SIZE))
    plain_size = area(shot(engine, text("H", m_FontSize=40), size=(60, 60)))
    assert large == plain_size


def test_a_text_has_the_colour_of_its_component_and_tags(engine: Engine) -> None:
    content = "'<color=#00ff00>H</color>H'"
    components = text(content)
    components["TEXT"]["m_Color"] = rgba((1, 0, 0, 1))
    found = pixels(shot(engine, components))
    green, red = found[..., 1] > 200, found[..., 0] > 200
    assert np.argwhere(green)[:, 1].max() < np.argwhere(red)[:, 1].min()
    assert found[..., 2].max() == 0


def test_a_faded_text_shows_what_is_behind(engine: Engine) -> None:
    components = text_mesh("H", m_fontColor=rgba((1, 1, 1, 0.5)), m_fontSize=60)
    assert pixels(shot(engine, components)).max() == pytest.approx(128, abs=2)


def test_tags_stay_in_a_text_that_is_not_rich(engine: Engine) -> None:
    rich, flat = (shot(engine, text("<b>x</b>", m_FontSize=8, m_RichText=on)) for on in (1, 0))
    assert area(flat)[2] - area(flat)[0] > 3 * (area(rich)[2] - area(rich)[0])


@pytest.mark.parametrize("kind", ["TEXT", "TEXT_MESH_UI"])
def test_words_wrap_at_the_edge_if_they_are_to(engine: Engine, kind: str) -> None:
    def height(wraps: int) -> int:
        content = "HH HH HH"
        components = (
            text(content, m_HorizontalOverflow=1 - wraps, m_FontSize=14)
            if kind == "TEXT"
            else text_mesh(content, m_TextWrappingMode=wraps, m_fontSize=14)
        )
        _, top, _, low = area(shot(engine, components))
        return low - top

    assert height(0) == pytest.approx(14 * 0.7, abs=1)
    assert height(1) == pytest.approx(14 * (0.7 + 1.2), abs=2)


def test_a_text_that_may_not_overflow_loses_lines(engine: Engine) -> None:
    components = text("'H\n\n  H'", m_VerticalOverflow=0, m_FontSize=20)
    components["TEXT"]["m_Text"] = '"H\\nH\\nH"'
    whole = area(shot(engine, components))
    assert whole[3] < 56
    none = shot(engine, text("H", m_VerticalOverflow=0, m_FontSize=20), size=(48, 10))
    assert box(none) is None


def test_a_text_mesh_ends_in_an_ellipsis(engine: Engine) -> None:
    cut = area(shot(engine, text_mesh("HHHHHHHHH", m_overflowMode=1)))
    assert cut[2] <= 57
    assert area(shot(engine, text_mesh("HHHHHHHHH", m_overflowMode=0)))[2] == 64


@pytest.mark.parametrize("kind", ["TEXT", "TEXT_MESH_UI"])
def test_a_text_may_choose_the_largest_size_that_fits(engine: Engine, kind: str) -> None:
    components = (
        text("HH", m_BestFit=1, m_MinSize=2, m_MaxSize=60, m_HorizontalOverflow=0)
        if kind == "TEXT"
        else text_mesh(
            "HH", m_enableAutoSizing=1, m_fontSizeMin=2, m_fontSizeMax=60, m_enableWordWrapping=1
        )
    )
    left, _, right, _ = area(shot(engine, components))
    assert 40 <= right - left <= 48


def test_margins_keep_a_text_mesh_off_its_edges(engine: Engine) -> None:
    plain_left, plain_top, *_ = area(shot(engine, text_mesh("H")))
    margin = "{x: 10, y: 5, z: 0, w: 0}"
    left, top, *_ = area(shot(engine, text_mesh("H", m_margin=margin)))
    assert (left - plain_left, top - plain_top) == (10, 5)


@pytest.mark.parametrize(("alignment", "line"), [(0x800, 32), (0x2000, 32 + 7)])
def test_a_text_mesh_may_stand_on_the_middle(engine: Engine, alignment: int, line: int) -> None:
    *_, low = area(shot(engine, text_mesh("H", m_VerticalAlignment=alignment)))
    assert low == pytest.approx(line, abs=1)


def test_old_files_have_both_alignments_in_one_field(engine: Engine) -> None:
    new = text_mesh("H", m_HorizontalAlignment=4, m_VerticalAlignment=0x400)
    assert box(shot(engine, text_mesh("H", m_textAlignment=0x404))) == box(shot(engine, new))


@pytest.mark.parametrize(
    ("style", "changes"),
    [(1, "bolder"), (2, "wider"), (4, "lower"), (64, "fuller"), (16, "capital")],
)
def test_styles_of_a_text_mesh_are_drawn(engine: Engine, style: int, changes: str) -> None:
    before, after = (shot(engine, text_mesh("x", m_fontStyle=bits)) for bits in (0, style))
    was, now = area(before), area(after)
    assert {
        "wider": now[2] - now[0] > was[2] - was[0],
        "bolder": pixels(after).sum() > 1.15 * pixels(before).sum(),
        "lower": now[3] > was[3],
        "fuller": pixels(after).sum() > pixels(before).sum() and now[3] == was[3],
        "capital": now[1] < was[1],
    }[changes]


def test_spacings_of_a_text_mesh_are_hundredths_of_its_size(engine: Engine) -> None:
    _, _, right, _ = area(shot(engine, text_mesh("HH")))
    _, _, wide, _ = area(shot(engine, text_mesh("HH", m_characterSpacing=50)))
    assert wide - right == pytest.approx(10, abs=1)
    lines = '"H\\nH"'
    *_, low = area(shot(engine, text_mesh(lines)))
    *_, lower = area(shot(engine, text_mesh(lines, m_lineSpacing=50)))
    assert lower - low == pytest.approx(10, abs=1)


def test_a_turned_text_turns(engine: Engine) -> None:
    left, top, right, low = area(shot(engine, text("HHH", m_Alignment=4)))
    turned = area(shot(engine, text("HHH", m_Alignment=4), turn=90))
    assert turned[2] - turned[0] == pytest.approx(low - top, abs=2)
    assert turned[3] - turned[1] == pytest.approx(right - left, abs=2)


def test_a_text_mesh_in_the_world_is_a_tenth_of_a_unit_for_each_point(engine: Engine) -> None:
    scene = UiScene().camera(size=2)
    fields = text_mesh("H", m_isOrthographic=0, m_fontSize=20, m_HorizontalAlignment=2)
    components = {"MeshRenderer": {"m_SortingOrder": 3}, "TEXT_MESH": fields["TEXT_MESH_UI"]}
    scene.rect("Label", at=(1, -0.5), size=(2, 2), components=components)
    frame = render(engine, scene, **SIZE)
    left, top, right, low = area(frame)
    assert (left + right) / 2 == pytest.approx(32 + 16, abs=1)
    assert low - top == pytest.approx(0.7 * 2 * 16, abs=1.5)
    assert frame.warnings == (STANDS_IN,)


def test_a_text_in_the_world_sorts_by_its_renderer(engine: Engine) -> None:
    for order, white in ((-1, False), (1, True)):
        scene = UiScene().camera(size=2)
        scene.sprite(texture(engine, "r", ["r" * 64] * 64))
        fields = text_mesh("H", m_isOrthographic=0, m_fontSize=60)["TEXT_MESH_UI"]
        components = {"MeshRenderer": {"m_SortingOrder": order}, "TEXT_MESH": fields}
        scene.rect("Label", size=(2, 2), components=components)
        found = pixels(render(engine, scene, **SIZE))[..., 2].max()
        assert (found > 200) == white


def test_a_font_of_the_project_is_used(engine: Engine, tmp_path: Path) -> None:
    guid = asset_bytes(engine, "Assets/Own.ttf", own_font())
    own = shot(engine, text("H", m_Font=f"{{fileID: 12800000, guid: {guid}, type: 3}}"))
    assert own.warnings == ()
    other = shot(
        engine, text("H", m_Font="{fileID: 10102, guid: 0000000000000000e000000000000000}")
    )
    assert other.warnings == (STANDS_IN,)
    assert box(own) != box(other)


def test_a_text_mesh_finds_its_font_through_its_font_asset(engine: Engine) -> None:
    source = asset_bytes(engine, "Assets/Own.ttf", own_font())
    face = "{m_PointSize: 90, m_AscentLine: 180, m_DescentLine: -20, m_LineHeight: 200}"
    guid = asset(
        engine,
        "Assets/Own SDF.asset",
        "%YAML 1.1\n--- !u!114 &11400000\nMonoBehaviour:\n"
        f"  m_SourceFontFileGUID: {source}\n  m_FaceInfo: {face}\n",
    )
    pointer = f"{{fileID: 11400000, guid: {guid}, type: 2}}"
    plain_top = area(shot(engine, text_mesh("H")))[1]
    frame = shot(engine, text_mesh("H", m_fontAsset=pointer))
    assert frame.warnings == ()
    shift = (
        2.0 - FONT.metrics.ascent + FONT.metrics.capital - CAPITAL
    )  # ascents and capitals, in em
    assert area(frame)[1] - plain_top == pytest.approx(shift * 20, abs=1.5)


@pytest.mark.parametrize("content", [b"", b"no font at all", b"\x00\x01\x00\x00" + b"\xff" * 64])
def test_a_broken_font_is_replaced(engine: Engine, content: bytes) -> None:
    guid = asset_bytes(engine, "Assets/Own.ttf", content)
    frame = shot(engine, text("H", m_Font=f"{{fileID: 12800000, guid: {guid}, type: 3}}"))
    assert frame.warnings == (STANDS_IN,)
    assert box(frame) is not None


def test_a_letter_that_cannot_be_filled_is_left_out_and_named(engine: Engine) -> None:
    made = TTFont(OPENSANS_REGULAR.path)
    made["head"].unitsPerEm = 300
    made["glyf"]["A"].coordinates.scale((20, 20))
    out = io.BytesIO()
    made.save(out)
    guid = asset_bytes(engine, "Assets/Own.ttf", out.getvalue())
    font = f"{{fileID: 12800000, guid: {guid}, type: 3}}"
    lacks = "Fonts of texts lack some of their characters: Label."
    assert shot(engine, text("A", m_Font=font)).warnings == (lacks,)
    assert shot(engine, text("I", m_Font=font)).warnings == ()


def test_what_texts_leave_out_is_named(engine: Engine) -> None:
    preset = "{fileID: 1, guid: 11111111111111111111111111111111, type: 2}"
    font = "{fileID: 1, guid: 22222222222222222222222222222222, type: 2}"
    components = text_mesh(
        "'<sprite=1>x'", m_enableVertexGradient=1, m_sharedMaterial=preset, m_fontAsset=font
    )
    assert set(shot(engine, components).warnings) == {
        STANDS_IN,
        "<sprite> of texts is not drawn: Label.",
        "vertex gradient of texts is not drawn: Label.",
        "Outlines and glows of text materials are not drawn: Label.",
    }


def test_characters_that_a_font_lacks_are_named(engine: Engine) -> None:
    lacks = "Fonts of texts lack some of their characters: Label."
    assert lacks in shot(engine, text("日本")).warnings
    assert lacks not in shot(engine, text("Ünïcödé Ωж €")).warnings


def test_texts_are_the_same_bytes_in_another_engine(engine: Engine, tmp_path: Path) -> None:
    other = Engine(ProjectFolder.open(tmp_path / "Other"))
    components = text("The <b>quick</b> <i>fox</i>", m_FontSize=9) | plain("b")
    components.pop("IMAGE")
    assert shot(engine, components).data == shot(other, components).data


def own_font() -> bytes:
    """Return a font file: the one that comes with Pillow, as a project might have it."""
    font = ImageFont.load_default(20)
    assert isinstance(font, ImageFont.FreeTypeFont)
    source = font.path
    assert isinstance(source, io.BytesIO)
    return source.getvalue()


def asset_bytes(engine: Engine, path: str, content: bytes) -> str:
    engine.project.write(path, content)
    return engine.project.guid(path) or ""
