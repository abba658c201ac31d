"""Assets taken apart: what they are made of, what they need, and what needs them."""

from __future__ import annotations

from typing import Any

import pytest

from spark_nb.domain.unity import AssetParts
from tests.unity_package.package_files import Calls, Refused


def add(editor: Calls, path: str, *objects: dict[str, Any], needs: tuple[str, ...] = ()) -> None:
    editor("asset", path=path, objects=list(objects), needs=list(needs))


def made(kind: str, name: str = "it", **more: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, **more}


def thing(name: str, *children: Any, components: tuple[Any, ...] = (), **more: Any) -> Any:
    facts = {"components": list(components), "children": list(children), **more}
    return made("UnityEngine.GameObject", name, **facts)


def parts_of(editor: Calls, path: str) -> AssetParts:
    return AssetParts.model_validate(editor("deconstruct_asset", path=path))


def test_a_picture_is_cut_into_its_sprites(editor: Calls) -> None:
    sprites = [made("UnityEngine.Sprite", f"walk_{number}") for number in range(2)]
    add(editor, "Assets/hero.png", made("UnityEngine.Texture2D", "hero"), *sprites)
    found = parts_of(editor, "Assets/hero.png")
    assert found.kind == "texture"
    picture, first, second = (part.model_dump() for part in found.parts)
    assert picture == {"name": "hero", "kind": "texture", "width": 64, "height": 64}
    assert first == {
        "name": "walk_0",
        "kind": "sprite",
        "source": "unity",
        **{"x": 8, "y": 16, "width": 32, "height": 64},
        "pivot": [0.5, 0],
        "border": [1, 2, 3, 4],
        "pixels_per_unit": 32,
    }
    assert second == {**first, "name": "walk_1"}


HERO = thing(
    "Hero",
    thing("Sword", prefab="Assets/Sword.prefab"),
    thing("Lamp", thing("Glow"), components=(made("UnityEngine.Light"),)),
    components=(made("Hero"), None, made("UnityEngine.Collider")),
)
NAMES = ["Hero", "Hero", "missing script", "Collider", "Sword", "Lamp", "Light", "Glow"]


def test_a_prefab_is_told_from_the_top_down(editor: Calls) -> None:
    add(editor, "Assets/Hero.prefab", HERO)
    found = parts_of(editor, "Assets/Hero.prefab")
    assert found.kind == "prefab"
    assert [part.name for part in found.parts] == NAMES
    parts = [part.model_dump() for part in found.parts]
    assert parts[0]["components"] == ["Hero", "missing script", "Collider"]
    assert (parts[1]["object"], parts[1]["script"]) == ("Hero", "Assets/Hero.cs")
    assert (parts[1]["enabled"], parts[3]["enabled"]) == (False, True)
    assert (parts[4]["path"], parts[4]["prefab"]) == ("Hero/Sword", "Assets/Sword.prefab")
    assert parts[7]["path"] == "Hero/Lamp/Glow"


def test_a_scene_is_looked_at_beside_those_that_are_open(editor: Calls) -> None:
    path = "Assets/Level.unity"
    add(editor, path, made("UnityEditor.SceneAsset"), HERO, thing("Ground"))
    editor("open", scenes=[{"path": "Assets/Other.unity", "dirty": True}])
    found = parts_of(editor, path)
    assert [part.name for part in found.parts] == [*NAMES, "Ground"]
    assert editor("said") == [f"preview {path}", f"close {path}"]


@pytest.mark.parametrize(
    ("path", "objects", "kind", "parts"),
    [
        ("Assets/a.wav", ["UnityEngine.AudioClip"], "audio", ["audio"]),
        ("Assets/a.txt", ["UnityEngine.TextAsset"], "text", ["TextAsset"]),
        ("Assets/a.bin", ["UnityEditor.DefaultAsset"], "binary", ["DefaultAsset"]),
        (
            "Assets/a.ttf",
            ["UnityEngine.Font", "UnityEngine.Texture2D"],
            "font",
            ["Font", "texture"],
        ),
        (
            "Assets/a.mat",
            ["UnityEngine.Object", "UnityEngine.Object"],
            "material",
            ["Object", "sub_asset"],
        ),
    ],
)
def test_other_kinds(
    editor: Calls, path: str, objects: list[str], kind: str, parts: list[str]
) -> None:
    add(editor, path, *map(made, objects))
    found = parts_of(editor, path)
    assert (found.kind, [part.kind for part in found.parts]) == (kind, parts)


def test_needs_and_users_are_named(editor: Calls) -> None:
    asset = "UnityEngine.Object"
    add(editor, "Assets/a.mat", made(asset), needs=("Packages/x.shader", "Assets/a.png"))
    add(editor, "Assets/c.prefab", thing("c"), needs=("Assets/a.mat",))
    add(editor, "Assets/b.asset", made(asset), needs=("Assets/a.mat",))
    add(editor, "Assets/d.asset", made(asset))
    found = parts_of(editor, "Assets/a.mat")
    assert found.needs == ("Assets/a.png", "Packages/x.shader")
    assert found.needed_by == ("Assets/b.asset", "Assets/c.prefab")


def test_of_very_many_parts_some_are_left_out(editor: Calls) -> None:
    add(editor, "Assets/all.asset", *[made("UnityEngine.Object")] * 2003)
    *parts, last = parts_of(editor, "Assets/all.asset").parts
    assert len(parts) == 2000
    assert last.model_dump() == {"name": "3 more", "kind": "left_out", "count": 3}


@pytest.mark.parametrize("path", ["Assets/none.png", "Assets/Folder"])
def test_what_is_no_asset_is_not_found(editor: Calls, path: str) -> None:
    (editor.project / "Assets/Folder").mkdir()
    add(editor, "Assets/Folder", made("UnityEditor.DefaultAsset"))
    with pytest.raises(Refused, match="There is no asset") as caught:
        editor("deconstruct_asset", path=path)
    assert caught.value.code == "not_found"
