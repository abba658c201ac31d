"""What a time changes, and what that does to the order of a picture."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from unity_scene import Scene

from spark_nb.sandbox.scene.affine import IDENTITY
from spark_nb.sandbox.scene.document import read_documents
from spark_nb.sandbox.scene.draw_list import DrawList, Placed
from spark_nb.sandbox.scene.drawable import Sorting, SortingLayers
from spark_nb.sandbox.scene.graph import SceneGraph
from spark_nb.sandbox.scene.moment import Changes, Moment
from spark_nb.sandbox.scene.sorting_group import SortingGroups

FORWARD = (0.0, 0.0, 1.0)
UP = (0.0, 1.0, 0.0)


@dataclass
class Named:
    sorting: Sorting

    def draw(self, surface: object) -> None:
        raise AssertionError("nothing is drawn here")


def read(component, moment):
    yield Named(SortingLayers({}).of(component, moment.poses[component.owner.file_id]))


def graph_of(scene: Scene) -> SceneGraph:
    return SceneGraph(read_documents(scene.text))


def ids(graph: SceneGraph) -> dict[str, int]:
    return {found.name: found.file_id for found in graph.objects.values()}


def renderer(graph: SceneGraph, name: str) -> int:
    found = {c.owner.name: c.document.file_id for c in graph.all_components(212)}
    return found[name]


def order(drawn: DrawList, moment: Moment, axis=FORWARD) -> tuple[list[str], int]:
    """Return names, farthest first, and how many of the first stand still."""
    order = drawn.order(moment, axis)
    placed: list[Placed] = []
    for start, end, moving in order.runs():
        placed += order.still[start:end] + ([moving] if moving else [])
    _, still, _ = next(order.runs())
    return [found.drawable.sorting.component.owner.name for found in placed], still


def draw_list(graph: SceneGraph) -> DrawList:
    return DrawList(graph, {212: read}, SortingLayers({}), SortingGroups(graph))


@pytest.fixture
def family() -> SceneGraph:
    """A parent with a child, and a stranger."""
    scene = Scene()
    parent = scene.add("Parent", at=(1, 0), SpriteRenderer={})
    scene.add("Child", at=(0, 2), parent=parent, SpriteRenderer={})
    scene.add("Stranger", at=(5, 5), active=False, SpriteRenderer={})
    return graph_of(scene)


def test_children_follow_what_is_placed_in_the_world_or_moved_in_its_parent(family) -> None:
    names = ids(family)
    placed = Changes(placed={names["Parent"]: IDENTITY._replace(tx=10)})
    moment = Moment(family, placed)
    assert moment.poses[names["Child"]][3::4] == (10, 2, 0)
    local = Changes(local={names["Child"]: IDENTITY._replace(ty=-1)})
    moment = Moment(family, local)
    assert moment.poses[names["Child"]][3::4] == (1, -1, 0)
    assert moment.poses[names["Stranger"]][3::4] == (5, 5, 0)
    assert list(moment.touched) == [names["Child"]]


def test_a_place_in_the_world_wins_over_one_in_the_parent(family) -> None:
    child = ids(family)["Child"]
    both = Changes(placed={child: IDENTITY}, local={child: IDENTITY._replace(tx=9)})
    assert Moment(family, both).poses[child] == IDENTITY


def test_switching_a_parent_off_takes_its_children_along_and_on_brings_them_back(family) -> None:
    names = ids(family)
    off = Moment(family, Changes(active={names["Parent"]: False, names["Stranger"]: True}))
    assert [c.owner.name for c in off.components(212)] == ["Stranger"]
    on = Moment(family, Changes(active={names["Parent"]: True}))
    assert [c.owner.name for c in on.components(212)] == ["Parent", "Child"]


def test_a_changed_field_hides_the_one_in_the_file_and_no_other(family) -> None:
    changes = Changes(fields={renderer(family, "Child"): {"m_SortingOrder": "4"}})
    found = {c.owner.name: c.fields for c in Moment(family, changes).components(212)}
    assert found["Child"]["m_SortingOrder"] == "4"
    assert found["Child"]["m_Enabled"] == "1"
    assert "m_SortingOrder" not in found["Parent"]


def test_a_component_switched_off_for_a_time_is_not_there(family) -> None:
    changes = Changes(fields={renderer(family, "Parent"): {"m_Enabled": "0"}})
    assert [c.owner.name for c in Moment(family, changes).components(212)] == ["Child"]


def test_what_moves_finds_its_place_among_what_stands_still() -> None:
    scene = Scene()
    for index in range(5):
        scene.add(f"s{index}", at=(0, index, 0), SpriteRenderer={})
    graph = graph_of(scene)
    drawn = draw_list(graph)
    assert order(drawn, Moment(graph, Changes()), UP) == (["s4", "s3", "s2", "s1", "s0"], 5)
    for y, expected, still in [
        (2.5, ["s4", "s3", "s0", "s2", "s1"], 2),
        (9, ["s0", "s4", "s3", "s2", "s1"], 0),
    ]:
        moved = Changes(placed={ids(graph)["s0"]: IDENTITY._replace(ty=y)})
        assert order(drawn, Moment(graph, moved), UP) == (expected, still)


def test_what_is_switched_on_later_is_drawn_then() -> None:
    scene = Scene()
    scene.add("Hidden", active=False, SpriteRenderer={})
    scene.add("Shown", SpriteRenderer={})
    graph = graph_of(scene)
    drawn = draw_list(graph)
    assert order(drawn, Moment(graph, Changes())) == (["Shown"], 1)
    lit = Moment(graph, Changes(active={ids(graph)["Hidden"]: True}))
    assert order(drawn, lit) == (["Hidden", "Shown"], 0)


def test_what_a_changed_component_has_below_it_is_touched_too(family) -> None:
    changes = Changes(fields={renderer(family, "Parent"): {}})
    assert list(Moment(family, changes).touched) == [ids(family)["Parent"], ids(family)["Child"]]


def test_an_order_that_a_time_changes_counts() -> None:
    scene = Scene()
    scene.add("First", SpriteRenderer={})
    scene.add("Second", SpriteRenderer={})
    graph = graph_of(scene)
    raised = Changes(fields={renderer(graph, "First"): {"m_SortingOrder": "1"}})
    assert order(draw_list(graph), Moment(graph, raised)) == (["Second", "First"], 1)


def test_differences_are_those_of_the_objects_asked_for(family: SceneGraph) -> None:
    names = ids(family)
    child = frozenset([names["Child"]])
    fields = {renderer(family, "Child"): {"m_Color": "red"}, renderer(family, "Parent"): {}}
    one, same = (Moment(family, Changes(fields=fields)).differences(child) for _ in range(2))
    assert one == same != ""
    other = Changes(fields={renderer(family, "Child"): {"m_Color": "blue"}})
    assert Moment(family, other).differences(child) != one
    for away in (
        Changes(fields={renderer(family, "Parent"): {"m_Color": "red"}}),
        Changes(local={names["Parent"]: IDENTITY}),
        Changes(active={names["Stranger"]: True}),
    ):
        assert Moment(family, away).differences(child) == ""
    for here in (
        Changes(local={names["Child"]: IDENTITY}),
        Changes(active={names["Child"]: False}),
    ):
        assert Moment(family, here).differences(child) not in ("", one)
