"""Prefab instances: what the prefab holds, as the instance overrides it."""

from __future__ import annotations

from itertools import count

import pytest
from unity_scene import Scene, asset, box, letters, render, texture

from spark_nb.sandbox.engine import Engine


def tile(engine: Engine, letter: str = "r") -> str:
    """A square of 8 x 8 pixels, half a unit."""
    return texture(engine, letter, [letter * 8] * 8)


def prefab(engine: Engine, name: str, made: Scene) -> str:
    return asset(engine, f"Assets/{name}.prefab", made.text)


def square(engine: Engine, letter: str = "r") -> tuple[str, int]:
    """Return the GUID of a prefab of one sprite (object 100) and its transform's id."""
    made = Scene(ids=count(100))
    transform = made.sprite(tile(engine, letter), name="Square")
    return prefab(engine, f"Square{letter}", made), transform


# Unity's ids are random: an instance's objects get theirs by XOR, so bits must not overlap here.
def scene(size: float = 1) -> Scene:
    return Scene(ids=ids_of(10)).camera(size)


def ids_of(level: int) -> count:
    return count(1 << (10 + 4 * level), 1 << (10 + 4 * level))


def test_scripts_of_an_instance_are_not_taken_for_lights(engine: Engine) -> None:
    inside = Scene()
    script = f"{{fileID: 11500000, guid: {'d' * 32}, type: 3}}"
    inside.add("Lamp", MonoBehaviour={"m_Script": script})
    guid = asset(engine, "Assets/Lamp.prefab", inside.text)
    scene = Scene().camera()
    scene.instance(guid)
    assert render(engine, scene).warnings == ()


def test_an_instance_stands_where_it_is_put(engine: Engine) -> None:
    guid, transform = square(engine)
    shown = scene()
    shown.instance(guid)
    assert box(render(engine, shown)) == (12, 12, 20, 20)
    shown = scene()
    parent = shown.add("Parent", at=(0, 0.5))
    shown.instance(guid, (transform, "m_LocalPosition.x", "0.5"), parent=parent)
    assert box(render(engine, shown)) == (20, 4, 28, 12)


def test_two_instances_do_not_share_overrides(engine: Engine) -> None:
    guid, transform = square(engine)
    shown = scene()
    shown.instance(guid, (transform, "m_LocalPosition.x", "-0.5"), (102, "m_Color.r", "0"))
    shown.instance(guid, (transform, "m_LocalPosition.x", "0.5"))
    rows = letters(render(engine, shown))
    assert (rows[16][8], rows[16][24]) == (".", "r")


def test_a_reference_is_overridden_and_so_is_being_active(engine: Engine) -> None:
    guid, _ = square(engine)
    green = f"{{fileID: 21300000, guid: {tile(engine, 'g')}, type: 3}}"
    shown = scene()
    shown.instance(guid, pointers={(102, "m_Sprite"): green})
    assert letters(render(engine, shown))[16][16] == "g"
    hidden = scene()
    hidden.instance(guid, (100, "m_IsActive", "0"))
    assert box(render(engine, hidden)) is None


def test_array_paths_grow_and_change_lists(engine: Engine) -> None:
    made = Scene(ids=count(100))
    made.add("Floor", EdgeCollider2D={"m_Points": "\n  - {x: -1, y: 5}\n  - {x: 1, y: 5}"})
    guid = prefab(engine, "Edge", made)
    shown = scene(5)
    parts = {"Rigidbody2D": {"m_Constraints": "5"}, "BoxCollider2D": {"m_Size": "{x: 1, y: 1}"}}
    shown.sprite(texture(engine, "w", ["w" * 16] * 16), place={"at": (3, 2)}, components=parts)
    paths = ("data[0].y", "data[1].y", "data[2].x", "data[2].y")
    values = ("0", "0", "4", "0")
    moved = [(102, f"m_Points.Array.{p}", v) for p, v in zip(paths, values, strict=True)]
    shown.instance(guid, (102, "m_Points.Array.size", "3"), *moved)
    found = box(render(engine, shown, time_s=3, width=100, height=100))
    assert found is not None
    assert found[3] == pytest.approx(50, abs=1)


def test_removed_components_and_objects_are_gone_with_their_children(engine: Engine) -> None:
    made = Scene(ids=count(100))
    root = made.sprite(tile(engine), name="Root")
    child = made.sprite(tile(engine, "g"), parent=root, place={"at": (0.5, 0)})
    made.sprite(tile(engine, "b"), parent=child, place={"at": (0.25, 0)})
    guid = prefab(engine, "Family", made)
    entry = f"- {{{{fileID: {{}}, guid: {guid}, type: 3}}}}"
    bare = scene()
    bare.instance(guid, lists=f"    m_RemovedComponents:\n    {entry.format(102)}\n")
    assert "r" not in "".join(letters(render(engine, bare)))
    alone = scene()
    alone.instance(guid, lists=f"    m_RemovedGameObjects:\n    {entry.format(103)}\n")
    assert set("".join(letters(render(engine, alone)))) == {"r", "."}


def test_what_is_added_to_an_instance_belongs_to_it(engine: Engine) -> None:
    empty = Scene(ids=count(100))
    transform = empty.add("Empty")
    guid = prefab(engine, "Empty", empty)
    shown = scene()
    instance = shown.instance(guid, (transform, "m_LocalPosition.x", "0.5"))
    owner = shown.stripped(1, 100, guid, instance)
    parent = shown.stripped(4, transform, guid, instance)
    shown.sprite(tile(engine, "g"), parent=parent, place={"at": (-1, 0)})
    pointer = f"{{fileID: 21300000, guid: {tile(engine)}, type: 3}}"
    shown.text += (
        f"--- !u!212 &999\nSpriteRenderer:\n  m_GameObject: {{fileID: {owner}}}\n"
        f"  m_Enabled: 1\n  m_Sprite: {pointer}\n"
    )
    rows = letters(render(engine, shown))
    assert (rows[16][24], rows[16][8], rows[16][16]) == ("r", "g", ".")


def nested(engine: Engine) -> tuple[str, int, int]:
    """A prefab with two instances of a square, left and right; and the ids of its instances."""
    inner, transform = square(engine)
    outer = Scene(ids=ids_of(0))
    root = outer.add("Pair")
    left = outer.instance(inner, (transform, "m_LocalPosition.x", "-0.5"), parent=root)
    right = outer.instance(inner, (transform, "m_LocalPosition.x", "0.5"), parent=root)
    return prefab(engine, "Pair", outer), left, right


def test_prefabs_nest_and_the_outer_instance_has_the_last_word(engine: Engine) -> None:
    guid, left, right = nested(engine)
    shown = scene()
    shown.instance(guid)
    assert box(render(engine, shown)) == (4, 12, 28, 20)
    shown = scene()
    shown.instance(guid, (right ^ 102, "m_Color.r", "0"))
    rows = letters(render(engine, shown))
    assert (rows[16][8], rows[16][24]) == ("r", ".")
    assert left != right


def test_a_variant_overrides_its_base_and_is_overridden(engine: Engine) -> None:
    base, transform = square(engine)
    variant = Scene(ids=ids_of(0))
    own = variant.instance(
        base, (transform, "m_LocalPosition.x", "0.5"), (102, "m_FlipX", "1"), parent=0
    )
    guid = prefab(engine, "Variant", variant)
    shown = scene()
    shown.instance(guid)
    shown.instance(guid, (own ^ transform, "m_LocalPosition.x", "-0.5"))
    shown.instance(guid, (transform, "m_LocalPosition.y", "0.5"), source=base)
    assert box(render(engine, shown)) == (4, 4, 28, 20)


def test_prefabs_that_cannot_be_read_are_named(engine: Engine) -> None:
    own = Scene(ids=ids_of(0))
    root = own.add("Loop")
    guid = prefab(engine, "Loop", own)
    own.instance(guid, (1, "m_Name", "Inner"), parent=root)
    prefab(engine, "Loop", own)
    shown = scene()
    shown.instance("e" * 32, (1, "m_Name", "Ghost"))
    shown.instance(guid)
    model = asset(engine, "Assets/Model.fbx", "Kaydara")
    shown.instance(model)
    assert render(engine, shown).warnings == (
        "Prefabs cannot be read from the project: Ghost, Inner, Model.",
    )


def test_prefabs_that_multiply_without_end_stop(engine: Engine) -> None:
    guid, transform = square(engine)
    for level in range(8):
        made = Scene(ids=ids_of(level))
        root = made.add("Root")
        for _ in range(10):
            made.instance(guid, (transform, "m_LocalPosition.x", "0.01"), parent=root)
        guid = prefab(engine, f"Level{level}", made)
    shown = scene()
    shown.instance(guid)
    assert any("Level" in said for said in render(engine, shown).warnings)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("m_Component.Array.size", "99999999"),
        ("m_Component.Array.data[999999]", "x"),
        ("m_Name.x.y", "1"),
        ("", "1"),
        ("Array.data[0]", "1"),
        ("m_Layer.Array.data[0].x", "1"),
    ],
)
def test_odd_overrides_do_no_harm(engine: Engine, path: str, value: str) -> None:
    guid, _ = square(engine)
    shown = scene()
    shown.instance(guid, (100, path, value))
    assert box(render(engine, shown)) == (12, 12, 20, 20)
