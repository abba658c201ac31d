"""Tags of texts, and lines of words."""

from __future__ import annotations

import pytest

from spark_nb.sandbox.scene.ui.font import stand_in
from spark_nb.sandbox.scene.ui.rich_text import (
    TEXT_MESH_TAGS,
    TEXT_TAGS,
    Look,
    Run,
    read_rich_text,
)
from spark_nb.sandbox.scene.ui.text_block import (
    CENTRE,
    FLUSH,
    JUSTIFIED,
    LEFT,
    RIGHT,
    Block,
    Setting,
    cut_block,
    set_block,
)

BASE = Look(10.0)
RED, GREEN, LIME = (1, 0, 0, 1), (0, 128 / 255, 0, 1), (0, 1, 0, 1)
FONT = stand_in()
SETTING = Setting(FONT, FONT.metrics)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", [Run("plain", BASE)]),
        ("a<b>b</b>c", [Run("a", BASE), Run("b", Look(10, bold=True)), Run("c", BASE)]),
        ("<b><i>x</i></b>", [Run("x", Look(10, bold=True, italic=True))]),
        (
            "<b>x<i>y</b>z</i>",
            [
                Run("x", Look(10, bold=True)),
                Run("y", Look(10, bold=True, italic=True)),
                Run("z", Look(10, italic=True)),
            ],
        ),
        ("<color=red>x", [Run("x", Look(10, colour=RED))]),
        ('<color="green">x</color>', [Run("x", Look(10, colour=GREEN))]),
        ("<COLOR=#0f0>x", [Run("x", Look(10, colour=LIME))]),
        ("<color=#00ff0080>x", [Run("x", Look(10, colour=(0, 1, 0, 128 / 255)))]),
        ("<size=24>x</size>", [Run("x", Look(24))]),
        ("<color=nonsense>x", [Run("<color=nonsense>x", BASE)]),
        ("1 < 2 <u>x</u>", [Run("1 < 2 <u>x</u>", BASE)]),
        ("</b>x", [Run("x", BASE)]),
    ],
)
def test_tags_of_texts(text: str, runs: list[Run]) -> None:
    assert read_rich_text(text, BASE, TEXT_TAGS) == (runs, set())


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("<u>x</u><s>y", [Run("x", Look(10, underlined=True)), Run("y", Look(10, struck=True))]),
        ("<#f00>x", [Run("x", Look(10, colour=RED))]),
        ("<color=green>x", [Run("x", Look(10, colour=LIME))]),
        ("<alpha=#80>x", [Run("x", Look(10, alpha=128 / 255))]),
        ("<alpha=#80><color=red>x", [Run("x", Look(10, colour=RED))]),
        ("<size=150%>x", [Run("x", Look(15))]),
        ("<size=+2>x", [Run("x", Look(12))]),
        ("<size=-12>x", [Run("x", Look(0))]),
        ("<size=2em>x", [Run("x", Look(20))]),
        ("2<sup>n", [Run("2", BASE), Run("n", Look(5, raised=0.4))]),
        ("<uppercase>straße", [Run("STRASSE", Look(10, case="upper"))]),
        ("a<br>b", [Run("a", BASE), Run("\n", BASE), Run("b", BASE)]),
        ("<noparse><b>x</noparse><b>y", [Run("<b>x", BASE), Run("y", Look(10, bold=True))]),
        ("<link=id>x</link>", [Run("x", BASE)]),
    ],
)
def test_tags_of_text_meshes(text: str, runs: list[Run]) -> None:
    assert read_rich_text(text, BASE, TEXT_MESH_TAGS) == (runs, set())


def test_tags_that_are_not_drawn_are_named_and_left_out() -> None:
    found = read_rich_text('a<sprite=3>b<font="X">c</font>', BASE, TEXT_MESH_TAGS)
    assert found == ([Run("a", BASE), Run("b", BASE), Run("c", BASE)], {"sprite", "font"})


def words(block: Block) -> list[str]:
    return ["".join(letter.text for letter in line.letters) for line in block.lines]


def width_of(text: str) -> float:
    return sum(FONT.advance(letter) for letter in text) * 10


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("one two three", width_of("one two"), ["one two ", "three"]),
        ("one two three", width_of("one tw"), ["one ", "two ", "three"]),
        ("one   two", width_of("one"), ["one   ", "two"]),
        ("unbroken", width_of("unbro"), ["unbro", "ken"]),
        ("no unbroken", width_of("unbro"), ["no ", "unbro", "ken"]),
        ("semi-colon", width_of("semi-c"), ["semi-", "colon"]),
        ("日本語", width_of("日本"), ["日本", "語"]),
        ("a\nb\n\nc", 1000, ["a", "b", "", "c"]),
        ("", 1000, [""]),
        ("xyz", 0, ["x", "y", "z"]),
    ],
)
def test_lines_break_between_words_where_they_can(
    text: str, room: float, lines: list[str]
) -> None:
    assert words(set_block([Run(text, BASE)], BASE, SETTING, room)) == lines


def test_lines_that_are_not_to_break_do_not() -> None:
    setting = Setting(FONT, FONT.metrics, wraps=False)
    assert words(set_block([Run("one two", BASE)], BASE, setting, 1)) == ["one two"]


@pytest.mark.parametrize(("align", "left"), [(LEFT, 0), (CENTRE, 0.5), (RIGHT, 1), (JUSTIFIED, 0)])
def test_lines_are_aligned_without_the_spaces_at_their_end(align: int, left: float) -> None:
    setting = Setting(FONT, FONT.metrics, align=align)
    block = set_block([Run("ab  ", BASE)], BASE, setting, 100)
    assert block.lines[0].left == pytest.approx(left * (100 - width_of("ab")))


@pytest.mark.parametrize(("align", "ends"), [(JUSTIFIED, [60, width_of("b")]), (FLUSH, [60, 60])])
def test_spaces_stretch_to_fill_lines(align: int, ends: list[float]) -> None:
    setting = Setting(FONT, FONT.metrics, align=align)
    block = set_block([Run("a aaaaaaaaa b b", BASE)], BASE, setting, 60)
    assert len(block.lines) == 2
    reach = [
        max(pen + each.width for pen, each in line.placed() if each.text != " ")
        for line in block.lines
    ]
    assert reach[0] == pytest.approx(ends[0])
    assert (reach[1] == pytest.approx(60)) == (align == FLUSH)


def test_lines_stand_under_each_other_as_the_font_says() -> None:
    block = set_block([Run("a\nb", BASE)], BASE, SETTING, 100)
    ascent, line = FONT.metrics.ascent * 10, FONT.metrics.line * 10
    assert [each.baseline for each in block.lines] == pytest.approx([ascent, ascent + line])
    assert block.height == pytest.approx(line + ascent + FONT.metrics.descent * 10)


def test_spacing_stretches_lines_and_larger_letters_make_room() -> None:
    spaced = Setting(FONT, FONT.metrics, line_scale=2.0)
    block = set_block([Run("a\nb", BASE)], BASE, spaced, 100)
    step = block.lines[1].baseline - block.lines[0].baseline
    assert step == pytest.approx(FONT.metrics.line * 20)
    large = set_block([Run("a\n", BASE), Run("B", Look(30))], BASE, SETTING, 100)
    step = large.lines[1].baseline - large.lines[0].baseline
    assert step == pytest.approx(FONT.metrics.line * 10 + FONT.metrics.ascent * 20)


def test_lines_without_room_are_left_out() -> None:
    block = set_block([Run("a\nb\nc", BASE)], BASE, SETTING, 100)
    cut = cut_block(block, SETTING, (100, FONT.metrics.line * 25), ellipsis=False)
    assert words(cut) == ["a", "b"]
    assert words(cut_block(block, SETTING, (100, 1), ellipsis=False)) == []


def test_an_ellipsis_says_that_there_is_more() -> None:
    room = width_of("one t")
    block = set_block([Run("one two", BASE)], BASE, SETTING, room)
    cut = cut_block(block, SETTING, (room, 13), ellipsis=True)
    starts = ("", "o", "on", "one", "one ")
    longest = max((start for start in starts if width_of(f"{start}\u2026") <= room), key=len)
    assert words(cut) == [f"{longest}\u2026"]
