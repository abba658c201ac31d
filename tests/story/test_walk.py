"""On random stories the linter agrees with a reader who simply tries everything."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from spark_nb.story.plot import make_plot
from spark_nb.story.script import Script
from spark_nb.story.walk import walk

NAMES = ("a", "b", "c", "d", "e", "f")
CONDITIONS = st.sampled_from(
    ["coins >= 2", "coins == 1", "key", "not key", "key or coins > 2", "false"]
)
SETS = st.sampled_from(
    [{}, {"coins": "coins + 1"}, {"key": "not key"}, {"coins": "0", "key": "true"}]
)
TARGETS = st.sampled_from(NAMES)


def read(condition: str | None, coins: int, key: bool) -> bool:
    """What the few conditions above mean, told apart from how they are written."""
    meanings = {
        None: True,
        "coins >= 2": coins >= 2,
        "coins == 1": coins == 1,
        "key": key,
        "not key": not key,
        "key or coins > 2": key or coins > 2,
        "false": False,
    }
    return meanings[condition]


def changed(values: dict[str, str], coins: int, key: bool) -> tuple[int, bool]:
    meanings = {"coins + 1": coins + 1, "0": 0, "not key": not key, "true": True}
    return (
        int(meanings[values["coins"]]) if "coins" in values else coins,
        bool(meanings[values["key"]]) if "key" in values else key,
    )


@st.composite
def stories(draw: st.DrawFn) -> dict[str, Any]:
    nodes = []
    for name in NAMES:
        choice = st.fixed_dictionaries(
            {"text": st.just("Go."), "goto": TARGETS, "set": SETS}, optional={"if": CONDITIONS}
        )
        branch = st.fixed_dictionaries({"if": CONDITIONS, "goto": TARGETS})
        node = {
            "id": name,
            "set": draw(SETS),
            "choices": draw(st.lists(choice, max_size=2)),
            "branches": draw(st.lists(branch, max_size=2)),
            "goto": draw(st.sampled_from(["", *NAMES])),
        }
        nodes.append(node)
    variables = {"coins": 0, "key": False}
    return {"version": 1, "title": "R", "start": "a", "variables": variables, "nodes": nodes}


def try_everything(story: dict[str, Any], coin_limit: int) -> tuple[set[str], set[str], bool]:
    """Return the nodes reached, those where a reader is stuck, and whether coins stayed few."""
    nodes = {node["id"]: node for node in story["nodes"]}
    seen, stuck, few = set(), set(), True
    open_ends: list[tuple[str, int, bool]] = [("a", 0, False)]
    while open_ends:
        at = open_ends.pop()
        if at in seen:
            continue
        if at[1] > coin_limit:
            few = False
            continue
        seen.add(at)
        name, coins, key = at
        node = nodes[name]
        coins, key = changed(node["set"], coins, key)
        possible = [each for each in node["choices"] if read(each.get("if"), coins, key)]
        ways = [(each["goto"], *changed(each["set"], coins, key)) for each in possible]
        if not possible:
            after = [each["goto"] for each in node["branches"] if read(each["if"], coins, key)]
            after = (after + ([node["goto"]] if node["goto"] else []))[:1]
            ways = [(goto, coins, key) for goto in after]
        if not ways:
            stuck.add(name)
        open_ends += ways
    return {name for name, _, _ in seen}, stuck, few


@settings(max_examples=150, deadline=None)
@given(story=stories())
def test_the_walk_is_that_of_a_reader_who_tries_everything(story: dict[str, Any]) -> None:
    walked = walk(make_plot(Script.model_validate(story)), limit=400)
    reached, stuck, few = try_everything(story, coin_limit=200)
    if few:
        assert walked.exact
        assert (walked.reached, set(walked.stuck)) == (reached, stuck)
    else:  # counted without end: nothing that can be reached is called out of reach
        assert walked.reached >= reached
        # Nor is a reader called stuck who is not.
        assert set(walked.stuck) & reached <= stuck
