"""The linter: each fault is found where it is, and what is right is left alone."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import spark_nb as spark
from spark_nb.cli.main import main
from spark_nb.errors import SetupError

SOUND: dict[str, Any] = {
    "version": 1,
    "title": "Tea",
    "start": "door",
    "characters": {"odile": {"name": "Odile", "moods": ["calm", "smile"]}},
    "variables": {"cups": 0, "asked": False},
    "nodes": [
        {
            "id": "door",
            "lines": [{"text": "The kettle sings.", "who": "odile", "mood": "smile"}],
            "choices": [
                {"text": "Ask for tea.", "goto": "tea", "set": {"asked": "true"}},
                {"text": "Leave.", "goto": "out"},
            ],
        },
        {
            "id": "tea",
            "set": {"cups": "cups + 1"},
            "lines": [{"text": "Cup number {cups}."}],
            "choices": [{"text": "One more.", "goto": "tea", "if": "cups < 3"}],
            "branches": [{"if": "asked", "goto": "out"}],
            "goto": "door",
        },
        {"id": "out", "lines": [{"text": "It rains."}], "end": "Rain"},
    ],
}


def lint(folder: Path, story: Any) -> spark.story.StoryReport:
    file = folder / "story.json"
    file.write_text(story if isinstance(story, str) else json.dumps(story), encoding="utf-8")
    return spark.story.lint(file)


def changed(*path: str | int, to: Any = None, **values: Any) -> dict[str, Any]:
    """Return the sound story with fields of one part replaced, or the part itself."""
    story = copy.deepcopy(SOUND)
    *way, last = path
    part: Any = story
    for step in way:
        part = part[step]
    if values:
        part[last].update({name.rstrip("_"): value for name, value in values.items()})
    else:
        part[last] = to
    return story


def test_a_sound_story_has_no_findings(tmp_path: Path) -> None:
    report = lint(tmp_path, SOUND)
    assert list(report) == []
    assert (report.is_playable, report.is_exact) == (True, True)
    assert (report.nodes, report.endings, report.words) == (3, ("Rain",), 14)


FAULTS: dict[str, tuple[dict[str, Any], tuple[str, str, str]]] = {
    # what is wrong: (story, (node, field, reason))
    "missing-target": (
        changed("nodes", 0, "choices", 1, goto="garden"),
        ("door", "choices[1].goto", "No node is called 'garden'."),
    ),
    "missing-target of a branch": (
        changed("nodes", 1, "branches", 0, goto="garden"),
        ("tea", "branches[0].goto", "No node is called 'garden'."),
    ),
    "missing-target of the start": (
        changed("start", to="hall"),
        ("", "start", "No node is called 'hall'."),
    ),
    "dead-end": (
        changed("nodes", 2, end=""),
        ("out", "", "It has no way on and is no ending."),
    ),
    "ending-goes-on": (
        changed("nodes", 2, goto="door"),
        ("out", "goto", "The ending 'Rain' goes on; an ending has no way out."),
    ),
    "duplicate-id": (
        changed("nodes", to=[*SOUND["nodes"], SOUND["nodes"][2]]),
        ("out", "id", "2 nodes are called out."),
    ),
    "unreachable": (
        changed("nodes", to=[*SOUND["nodes"], {"id": "attic", "goto": "out"}]),
        ("attic", "", "No way leads here."),
    ),
    "undefined-variable": (
        changed("nodes", 0, "choices", 1, if_="mugs > 1"),
        ("door", "choices[1].if", "'mugs' is not among the variables."),
    ),
    "undefined-variable that is set": (
        changed("nodes", 2, set={"mugs": "1"}),
        ("out", "set.mugs", "'mugs' is not among the variables."),
    ),
    "undefined-variable in a text": (
        changed("nodes", 2, "lines", 0, text="{mugs} mugs."),
        ("out", "lines[0].text.{0}", "'mugs' is not among the variables."),
    ),
    "bad-expression": (
        changed("nodes", 1, "branches", 0, if_="asked and"),
        ("tea", "branches[0].if", "'asked and': a value is missing before the end."),
    ),
    "type-mismatch": (
        changed("nodes", 1, "branches", 0, if_="asked or cups > 'two'"),
        ("tea", "branches[0].if", "\"asked or cups > 'two'\": > wants a number, not a text."),
    ),
    "type-mismatch of a condition": (
        changed("nodes", 1, "branches", 0, if_="cups"),
        ("tea", "branches[0].if", "'cups' is a number, a truth is needed here."),
    ),
    "type-mismatch of what is set": (
        changed("nodes", 1, set={"cups": "true"}),
        ("tea", "set.cups", "'true' is a truth, a number is needed here."),
    ),
    "never-read": (
        changed("variables", mood=3),
        ("", "variables.mood", "Nothing ever reads mood."),
    ),
    "never-read but by itself": (
        changed("nodes", 0, set={"steps": "steps + 1"})
        | {"variables": {**SOUND["variables"], "steps": 0}},
        ("", "variables.steps", "Nothing ever reads steps."),
    ),
    "never-holds": (
        changed("nodes", 1, "lines", 0, if_="cups > 3"),
        ("tea", "lines[0].if", "It is false whenever it is asked."),
    ),
    "fails": (
        changed("nodes", 1, "lines", 0, if_="6 / (cups - 1) > 1"),
        ("tea", "lines[0].if", "There is a way on which it divides by zero."),
    ),
    "soft-lock": (
        changed("nodes", 1, branches=[], goto=""),
        ("tea", "choices", "Nothing is possible here with cups = 3; add a goto."),
    ),
    "no-ending": (
        changed("nodes", 1, branches=[], goto="tea", choices=[]),
        ("tea", "", "No ending can be had from here."),
    ),
    "unknown-character": (
        changed("nodes", 2, "lines", 0, who="bram"),
        ("out", "lines[0].who", "No character is called 'bram'."),
    ),
    "unknown-character that leaves": (
        changed("nodes", 2, "lines", 0, leaves="bram"),
        ("out", "lines[0].leaves", "No character is called 'bram'."),
    ),
    "unknown-mood": (
        changed("nodes", 0, "lines", 0, mood="angry"),
        ("door", "lines[0].mood", "'odile' has no mood 'angry'."),
    ),
    "too-long": (
        changed("nodes", 2, "lines", 0, text="Rain and rain again. " * 9),
        ("out", "lines[0].text", "5 rows of text; the box shows 3 of 46 letters."),
    ),
    "too-long for a choice": (
        changed("nodes", 0, "choices", 1, text="Leave " * 8),
        ("door", "choices[1].text", "48 letters; a choice shows 40."),
    ),
    "bad-field": (
        changed("nodes", 0, "lines", 0, speaker="odile"),
        ("door", "lines[0].speaker", "Extra inputs are not permitted."),
    ),
    "bad-field of the version": (
        changed("version", to=2),
        ("", "version", "Input should be 1."),
    ),
}


@pytest.mark.parametrize(("story", "place"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_found(
    story: dict[str, Any],
    place: tuple[str, str, str],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    report = lint(tmp_path, story)
    code = request.node.callspec.id.split(" ")[0]
    found = [(f.node, f.field, f.reason) for f in report if f.code == code]
    assert place in found, report
    errors = {f.code for f in report if f.severity == "error"}
    assert report.is_playable == (not errors)


def test_a_finding_says_where_and_how_bad(tmp_path: Path) -> None:
    (finding,) = lint(tmp_path, FAULTS["dead-end"][0])
    assert str(finding) == "story.json: out: error: It has no way on and is no ending."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"version": 1, "version": 1}', "'version' stands twice"),
        ('{"version": 1,', "Expecting property name"),
        ('{"version": NaN}', "NaN is no number"),
    ],
)
def test_what_is_no_json_is_told_of(text: str, reason: str, tmp_path: Path) -> None:
    (finding,) = lint(tmp_path, text)
    assert (finding.code, finding.severity) == ("bad-json", "error")
    assert reason in finding.reason


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"none\.json cannot be read"):
        spark.story.lint(tmp_path / "none.json")


def test_assets_are_looked_for_by_their_exact_names(tmp_path: Path) -> None:
    for name in ("Quay.png", "odile.png", "odile_calm.png", "Song.ogg", "bell.txt"):
        (tmp_path / name).touch()
    story = changed("nodes", 0, background="quay", music="Song")
    story["nodes"][2]["lines"][0]["sound"] = "bell"
    story["assets"] = {"backgrounds": ".", "portraits": ".", "sounds": "."}
    report = lint(tmp_path, story)
    assert [(f.node, f.field, f.code) for f in report] == [
        ("", "characters.odile.moods[1]", "missing-asset"),
        ("door", "background", "missing-asset"),
        ("out", "lines[0].sound", "missing-asset"),
    ]


def test_a_folder_of_assets_must_be_there(tmp_path: Path) -> None:
    (finding,) = lint(tmp_path, SOUND | {"assets": {"sounds": "Sounds"}})
    assert (finding.field, finding.reason) == ("assets.sounds", "No folder Sounds.")


def test_a_story_of_endless_states_is_judged_with_caution(tmp_path: Path) -> None:
    story = changed("nodes", 1, "choices", 0, if_="cups < 1000000")
    story["nodes"][1]["lines"][0]["if"] = "1 > 2"
    report = lint(tmp_path, story)
    assert not report.is_exact
    assert [f.code for f in report] == ["never-holds"]
    assert "More states than were looked at" in report.summary()


def test_a_notebook_shows_a_table(tmp_path: Path) -> None:
    html = lint(tmp_path, changed("nodes", 2, end="") | {"title": "<Tea>"})._repr_html_()
    assert "&lt;Tea&gt;" in html
    assert "✕ error" in html
    assert html.count("<tr>") == 1


def test_the_command_prints_and_fails_on_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lint(tmp_path, SOUND)
    assert main(["lint-story", str(tmp_path / "story.json")]) == 0
    assert capsys.readouterr().out == "Tea: No findings (3 nodes, 1 ending, 14 words).\n"
    lint(tmp_path, FAULTS["dead-end"][0])
    assert main(["lint-story", "--json", str(tmp_path / "story.json")]) == 1
    (report,) = json.loads(capsys.readouterr().out)
    assert [(f["node"], f["code"]) for f in report["findings"]] == [("out", "dead-end")]
    assert main(["lint-story", str(tmp_path / "none.json")]) == 1
