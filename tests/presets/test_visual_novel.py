"""What the visual novel promises beside what every preset does: its chapter, proof-read."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from forge.font.truetype import read_glyphs

import spark_nb as spark
from spark_nb.assets import asset_folder
from spark_nb.clients.preset_files import load_preset
from spark_nb.story.expression import Value, evaluate, parse
from tests.presets.unity_files import documents, metas, of_kind, pictures

ROOT = "Assets/VisualNovel"
CHAPTER = f"{ROOT}/Story/Chapter01.json"


@pytest.fixture(scope="module")
def game() -> dict[str, bytes]:
    return load_preset("visual-novel").files


@pytest.fixture(scope="module")
def chapter(game: dict[str, bytes]) -> dict[str, Any]:
    return dict(json.loads(game[CHAPTER]))


def test_the_chapter_is_without_a_finding() -> None:
    report = spark.story.lint(asset_folder("presets") / "visual-novel" / CHAPTER)
    assert list(report) == []
    assert report.is_exact
    assert report.endings == ("In tune", "Answered", "A question")


def test_every_way_through_the_chapter_is_ten_minutes_long(chapter: dict[str, Any]) -> None:
    nodes = {node["id"]: node for node in chapter["nodes"]}

    @cache
    def lengths(name: str) -> tuple[int, int]:
        node = nodes[name]
        own = sum(len(line["text"].split()) for line in node["lines"] if "if" not in line)
        ways = [choice["goto"] for choice in node.get("choices", [])]
        ways += [node["goto"]] if "goto" in node else []
        own += sum(len(choice["text"].split()) for choice in node.get("choices", []))
        after = [lengths(way) for way in ways] or [(0, 0)]
        return own + min(low for low, _ in after), own + max(high for _, high in after)

    shortest, longest = lengths(chapter["start"])
    assert 1800 <= shortest <= longest <= 2200


def test_every_text_fits_its_box_in_the_font_of_the_game(
    game: dict[str, bytes], chapter: dict[str, Any]
) -> None:
    glyphs = asset_folder("presets") / "forge" / "font" / "glyphs.txt"
    widths = {
        letter: 2 * (len(rows[0]) + 1)
        for letter, rows in read_glyphs(glyphs.read_text(encoding="utf-8")).items()
    } | {" ": 8}

    def rows(text: str, width: float) -> int:
        count, at = 1, 0
        for word in text.split(" "):
            long = sum(widths[letter] for letter in word)
            if at and at + long > width:
                count, at = count + 1, 0
            at += long + widths[" "]
        return count

    box, choice = rect(game, "Line")["x"], rect(game, "Choices")["x"] - 24
    for node in chapter["nodes"]:
        for line in node["lines"]:
            assert rows(line["text"], box) <= 3, line["text"]
        for each in node.get("choices", []):
            assert rows(each["text"], choice) == 1, each["text"]


def rect(game: dict[str, bytes], name: str) -> dict[str, float]:
    """Return the size of a named piece of the story's canvas."""
    objects = documents(game[f"{ROOT}/Scenes/Story.unity"].decode())
    owner = next(
        number
        for number, (kind, fields) in objects.items()
        if kind == "GameObject" and fields.get("m_Name") == name
    )
    return next(
        dict(fields["m_SizeDelta"])
        for kind, fields in objects.values()
        if kind == "RectTransform" and fields["m_GameObject"]["fileID"] == owner
    )


def test_the_menu_has_a_button_for_every_choice(
    game: dict[str, bytes], chapter: dict[str, Any]
) -> None:
    (menu,) = (fields for _, fields in of_kind(game, "MonoBehaviour") if "buttons" in fields)
    assert max(len(node.get("choices", [])) for node in chapter["nodes"]) <= len(menu["buttons"])


def test_the_library_has_all_that_the_chapter_names(
    game: dict[str, bytes], chapter: dict[str, Any]
) -> None:
    ((_, library),) = documents(game[f"{ROOT}/Story/Library.asset"].decode()).values()
    nodes = chapter["nodes"]
    lines = [line for node in nodes for line in node["lines"]]
    names = {kind: {each["name"] for each in library[kind]} for kind in ("places", "sounds")}
    assert {node["background"] for node in nodes if "background" in node} <= names["places"]
    assert {node["music"] for node in nodes if "music" in node} <= names["sounds"]
    assert {line["sound"] for line in lines if "sound" in line} <= names["sounds"]
    faces = {
        portrait["name"]: [face["mood"] for face in portrait["faces"]]
        for portrait in library["portraits"]
    }
    people = chapter["characters"]
    assert faces == {name: each["moods"] for name, each in people.items() if each.get("moods")}


def test_references_of_the_library_are_to_what_their_names_say(game: dict[str, bytes]) -> None:
    ((_, library),) = documents(game[f"{ROOT}/Story/Library.asset"].decode()).values()
    stems = {meta["guid"]: Path(path).stem for path, meta in metas(game).items()}
    for place in library["places"]:
        assert stems[place["picture"]["guid"]] == place["name"]
    for sound in library["sounds"]:
        assert stems[sound["clip"]["guid"]] == sound["name"]
    for portrait in library["portraits"]:
        assert stems[portrait["bust"]["guid"]] == portrait["name"]
        for face in portrait["faces"]:
            assert stems[face["picture"]["guid"]] == f"{portrait['name']}_{face['mood']}"


def test_backgrounds_fill_the_view(game: dict[str, bytes]) -> None:
    cameras = {fields["orthographic size"] for _, fields in of_kind(game, "Camera")}
    assert {360 / (2 * size) for size in cameras} == {2 * 16}
    backgrounds = [path for path in pictures(game) if "/Backgrounds/" in path]
    assert len(backgrounds) == 4
    heads = {game[path][16:24] for path in backgrounds}  # width and height of a PNG
    assert heads == {(320).to_bytes(4, "big") + (180).to_bytes(4, "big")}


CASE = re.compile(r'\[TestCase\("([^"]+)", (-?[\d.]+|true|false)\)\]')


def test_the_linter_and_the_game_understand_an_expression_alike(game: dict[str, bytes]) -> None:
    code = game[f"{ROOT}/Tests/ExpressionTests.cs"].decode()
    good, refused = code.split("GivesItsValue")[0], code.split("GivesItsValue")[1]
    values: dict[str, Value] = {"trust": 2.0, "told": False, "name": "Odile"}
    cases = CASE.findall(good)
    assert len(cases) >= 12
    for text, expected in cases:
        assert (text, evaluate(parse(text), values)) == (text, json.loads(expected))
    unreadable = re.findall(r'\[TestCase\("([^"]*)"\)\]', refused.split("WhatCannotBeRead")[0])
    assert len(unreadable) >= 8
    for text in unreadable:
        with pytest.raises(ValueError, match=r"\w"):
            parse(text)


def test_the_story_scene_shows_the_node_it_was_saved_at(
    game: dict[str, bytes], chapter: dict[str, Any]
) -> None:
    node = next(each for each in chapter["nodes"] if each["id"] == "rope")
    shown = {
        fields["m_Text"]
        for path, fields in of_kind(game, "MonoBehaviour")
        if path.endswith("Story.unity") and "m_Text" in fields
    }
    assert {node["lines"][-1]["text"], *(each["text"] for each in node["choices"])} <= shown
