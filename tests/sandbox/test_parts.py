"""Assets taken apart: what they are made of, what they need, what needs them."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest
from PIL import Image

from spark_nb.domain.unity import AssetPart, AssetParts
from spark_nb.errors import ToolError
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.parts.islands import find_islands
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.work import Work, WorkCancelled
from tests.sandbox.unity_scene import Scene, texture


def parts(engine: Engine, path: str, content: bytes | None = None) -> AssetParts:
    if content is not None:
        engine.project.write(path, content)
    found = engine.call("deconstruct_asset", {"path": path})
    assert isinstance(found, AssetParts)
    return found


def fields(part: AssetPart, *names: str) -> tuple[object, ...]:
    more = part.model_extra or {}
    return tuple(getattr(part, name, None) if name == "name" else more[name] for name in names)


def mask(*rows: str) -> Image.Image:
    pixels = [[(255, 0, 0, 255 * (letter != ".")) for letter in row] for row in rows]
    return Image.fromarray(np.array(pixels, np.uint8))


def picture(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "png")
    return out.getvalue()


SHEET = mask("##..##", "##..##", "......", "..####", "..####", ".#....")


def test_an_uncut_sheet_falls_into_islands_in_reading_order(engine: Engine) -> None:
    found = parts(engine, "Assets/hero.png", picture(SHEET))
    assert (found.kind, [part.kind for part in found.parts]) == ("texture", ["sprite"] * 3)
    assert [fields(part, "name", "x", "y", "width", "height") for part in found.parts] == [
        ("hero_0", 0, 4, 2, 2),
        ("hero_1", 4, 4, 2, 2),
        ("hero_2", 1, 0, 5, 3),
    ]
    assert {fields(part, "source") for part in found.parts} == {("islands",)}


def test_a_sheet_that_its_meta_cuts_is_cut_so(engine: Engine) -> None:
    path = "Assets/hero.png"
    engine.project.write(path, picture(SHEET))
    sprite = "    - name: run\n      rect:\n        x: 1\n        y: 2\n        width: 3\n"
    sprite += "        height: 4\n      pivot: {x: 0.5, y: 0}\n      internalID: -77\n"
    meta = (engine.project.read(f"{path}.meta") or b"").decode()
    meta = meta.replace("spriteMode: 1", "spriteMode: 2")
    meta = meta.replace("    sprites: []\n", f"    sprites:\n{sprite}")
    engine.project.write(f"{path}.meta", meta.encode())

    (run,) = parts(engine, path).parts
    assert fields(run, "name", "source", "x", "y", "width", "height", "internal_id") == (
        ("run", "meta", 1, 2, 3, 4, -77)
    )
    assert fields(run, "pivot") == ([0.5, 0],)


def test_a_picture_of_one_thing_is_one_sprite(engine: Engine) -> None:
    (whole,) = parts(engine, "Assets/a.png", picture(Image.new("RGB", (8, 4), "red"))).parts
    assert fields(whole, "name", "source", "width", "height") == ("a", "whole", 8, 4)


def test_without_alpha_the_corners_colour_is_the_background() -> None:
    image = Image.new("RGB", (12, 6), "white")
    image.paste((0, 0, 0), (1, 1, 4, 4))
    image.paste((0, 0, 0), (7, 2, 10, 5))
    assert find_islands(image) == [(1, 1, 4, 4), (7, 2, 10, 5)]


@pytest.mark.parametrize(
    ("rows", "boxes"),
    [
        (["##....", "##....", "..####"], [(0, 0, 6, 3)]),  # a corner joins
        (["####", "#..#", "#..#", "####"], [(0, 0, 4, 4)]),
        (["#.#.#", "#.#.#", "#####"], [(0, 0, 5, 3)]),  # joined from below
        (["###....###", "#........#", "##########"], [(0, 0, 10, 3)]),
        (["#.........", "..........", "......####"], [(6, 2, 10, 3)]),  # a speck is none
        (["......"], []),
    ],
)
def test_islands_are_what_touches(rows: list[str], boxes: list[object]) -> None:
    assert find_islands(mask(*rows)) == boxes


def test_noise_is_cut_in_bounded_time() -> None:
    noise = np.random.default_rng(1).integers(0, 2, (2048, 2048), np.uint8) * 255
    image = Image.fromarray(np.dstack([noise] * 4))
    left, top, right, bottom = find_islands(image)[0]
    assert (0 <= left < right <= 2048, 0 <= top < bottom <= 2048) == (True, True)


def test_a_scene_falls_into_objects_and_components(engine: Engine) -> None:
    guid = texture(engine, "hero", ["rg", "bw"])
    engine.project.write("Assets/Mover.cs", b"class Mover { }\n")
    script = engine.project.guid("Assets/Mover.cs")
    scene = Scene().camera()
    parent = scene.add("Level", tag="Respawn", layer=8, active=False)
    scene.sprite(guid, name="Hero", parent=parent)
    owner = scene.text.rpartition("--- !u!1 &")[2].partition("\n")[0]
    scene.text = scene.text.replace(
        "  m_Name: Hero\n", "  - component: {fileID: 900}\n  m_Name: Hero\n", 1
    )
    scene.text = scene.text.replace("  m_Layer: 0\n  - component", "  - component", 1)
    scene.text += f"--- !u!114 &900\nMonoBehaviour:\n  m_GameObject: {{fileID: {owner}}}\n"
    scene.text += f"  m_Enabled: 0\n  m_Script: {{fileID: 11500000, guid: {script}, type: 3}}\n"

    found = parts(engine, "Assets/Level.unity", scene.text.encode())
    assert found.kind == "scene"
    objects = {part.name: part for part in found.parts if part.kind == "object"}
    assert list(objects) == ["Camera", "Level", "Hero"]
    assert fields(objects["Level"], "tag", "layer", "active") == ("Respawn", 8, False)
    assert fields(objects["Hero"], "path", "components") == (
        "Level/Hero",
        ["Transform", "SpriteRenderer", "Mover"],
    )
    mover = next(part for part in found.parts if part.name == "Mover")
    assert fields(mover, "object", "script", "enabled") == ("Level/Hero", "Assets/Mover.cs", False)
    assert found.needs == ("Assets/Mover.cs", "Assets/hero.png")
    assert parts(engine, "Assets/hero.png").needed_by == ("Assets/Level.unity",)


def test_a_prefab_instance_is_named_by_its_override_or_its_prefab(engine: Engine) -> None:
    engine.project.write("Assets/Coin.prefab", Scene().camera().text.encode())
    guid = engine.project.guid("Assets/Coin.prefab")
    change = "    - target: {fileID: 1}\n      propertyPath: m_Name\n      value: Big coin\n"
    scene = "%YAML 1.1\n--- !u!1 &1\nGameObject:\n  m_Name: A\n"
    for number, changes in enumerate(["", change]):
        scene += f"--- !u!1001 &{number + 5}\nPrefabInstance:\n  m_Modification:\n"
        scene += f"    m_Modifications:{' []' * (not changes)}\n{changes}"
        scene += f"  m_SourcePrefab: {{fileID: 100100000, guid: {guid}, type: 3}}\n"
    found = [part for part in parts(engine, "Assets/S.unity", scene.encode()).parts][1:]
    assert [fields(part, "name", "prefab", "overrides") for part in found] == [
        ("Coin", "Assets/Coin.prefab", 0),
        ("Big coin", "Assets/Coin.prefab", 1),
    ]
    assert parts(engine, "Assets/Coin.prefab").kind == "prefab"


SCRIPT = b"""\
using System;
using UnityEngine;
public class Hero : MonoBehaviour, IDamageable {
    public float speed = 3.5f, boost;
    [SerializeField, Range(0, 9)] private int lives = 3;
    [field: SerializeField] public string Title { get; private set; } = "Sir";
    [SerializeReference] IWeapon weapon;
    public int[] scores; public System.Collections.Generic.List<Vector2> path = new();
    public Stats stats; public Mood mood; public Loose loose;
    public Sprite portrait;
    int secret; public static int count; public const int Max = 3; public readonly int fixedAt;
    [NonSerialized] public int skipped; [HideInInspector] public bool hidden;
    public int? maybe; public int[,] grid; public int[][] jagged;
    public Action done; public event Action Died;
    public System.Collections.Generic.Dictionary<int, int> map;
    public int Level { get; set; }
    void Update() { }
    public int Heal(int amount, string by) => amount;
    public enum Mood { Calm, Angry }
}
[Serializable] public struct Stats { public int hp; }
public class Loose { public int x; }
public class Boss : Hero { public int phase; }
"""
KEPT = [
    "speed",
    "boost",
    "lives",
    "Title",
    "weapon",
    "scores",
    "path",
    "stats",
    "mood",
    "portrait",
    "hidden",
]


def test_a_script_falls_into_types_fields_and_methods(engine: Engine) -> None:
    found = parts(engine, "Assets/Hero.cs", SCRIPT)
    assert [part.name for part in found.parts if part.kind in ("class", "struct", "enum")] == [
        "Hero",
        "Mood",
        "Stats",
        "Loose",
        "Boss",
    ]
    hero = {
        part.name: part
        for part in found.parts
        if part.kind == "field" and fields(part, "owner") == ("Hero",)
    }
    assert [name for name, part in hero.items() if fields(part, "serialized") == (True,)] == KEPT
    assert {name: fields(hero[name], "type", "default") for name in hero if name in KEPT[:4]} == {
        "speed": ("float", "3.5f"),
        "boost": ("float", "0"),
        "lives": ("int", "3"),
        "Title": ("string", '"Sir"'),
    }
    methods = [part for part in found.parts if part.kind == "method"]
    assert [fields(part, "name", "type", "parameters", "line") for part in methods] == [
        ("Update", "void", "()", 17),
        ("Heal", "int", "(int amount, string by)", 18),
    ]


@pytest.mark.parametrize(("owner", "kept"), [("Stats", True), ("Loose", False), ("Boss", True)])
def test_fields_count_where_unity_looks_at_the_type(
    engine: Engine, owner: str, kept: bool
) -> None:
    found = parts(engine, "Assets/Hero.cs", SCRIPT).parts
    (field,) = (part for part in found if (part.model_extra or {}).get("owner") == owner)
    assert fields(field, "serialized") == (kept,)


def test_fields_behind_a_condition_are_those_of_the_editor(engine: Engine) -> None:
    source = b"class A : MonoBehaviour {\n#if UNITY_EDITOR\n  public int a;\n#else\n"
    source += b"  public int b;\n#endif\n#if UNITY_4\n public int c\n#endif\n}\n"
    found = parts(engine, "Assets/A.cs", source).parts
    assert [part.name for part in found if part.kind == "field"] == ["a"]


def test_a_broken_script_gives_what_can_be_read(engine: Engine) -> None:
    found = parts(engine, "Assets/A.cs", b"class A { int x; void F( { }\n").parts
    assert found[0].name == "A"


def test_a_recording_tells_its_properties(engine: Engine) -> None:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((2, 2, 22050, 0, "NONE", ""))
        file.writeframes(b"\0" * 4 * 11025)
    (sound,) = parts(engine, "Assets/jump.wav", out.getvalue()).parts
    names = "name", "duration_s", "channels", "sample_rate_hz", "bits_per_sample", "load_type"
    assert fields(sound, *names) == ("jump", 0.5, 2, 22050, 16, "decompress on load")


def test_other_assets_are_listed_by_type(engine: Engine) -> None:
    clip = "%YAML 1.1\n--- !u!74 &7400000\nAnimationClip:\n  m_Name: Run\n"
    found = parts(engine, "Assets/Run.anim", clip.encode())
    assert (found.kind, found.parts[0].name, found.parts[0].kind) == (
        "animation",
        "Run",
        "AnimationClip",
    )
    text = parts(engine, "Assets/a.txt", b"one\ntwo")
    assert (text.kind, fields(text.parts[0], "lines", "byte_length")) == ("text", (2, 7))
    assert parts(engine, "Assets/a.bin", b"\xff\xfe\0").parts == ()


def test_references_follow_the_files(engine: Engine) -> None:
    guid = texture(engine, "a", ["r"])
    material = f"%YAML 1.1\n--- !u!21 &2100000\nMaterial:\n  t: {{fileID: 1, guid: {guid}}}\n"
    parts(engine, "Assets/m.mat", material.encode())
    assert parts(engine, "Assets/a.png").needed_by == ("Assets/m.mat",)
    parts(engine, "Assets/m.mat", b"%YAML 1.1\n")
    assert parts(engine, "Assets/a.png").needed_by == ()
    assembly = engine.project.write("Assets/A.asmdef", b"{}") and engine.project.guid(
        "Assets/A.asmdef"
    )
    other = parts(engine, "Assets/B.asmdef", f'{{"references": ["GUID:{assembly}"]}}'.encode())
    assert other.needs == ("Assets/A.asmdef",)


def test_a_crowd_is_cut_short_and_counted(engine: Engine) -> None:
    crowd = "".join(f"--- !u!1 &{n}\nGameObject:\n  m_Name: N{n}\n" for n in range(1, 2101))
    found = parts(engine, "Assets/S.unity", f"%YAML 1.1\n{crowd}".encode()).parts
    assert (len(found), found[-1].kind, fields(found[-1], "count")) == (2001, "left_out", (100,))


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("Assets/no.png", None, "not_found"),
        ("Assets/a.png", b"\x89PNG\r\n\x1a\nrest", "unreadable"),
        ("Assets/a.flac", b"fLaC", "unreadable"),
        ("Assets/a.ttf", b"\0\1\0\0rest", "unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    engine: Engine, path: str, content: bytes | None, code: str
) -> None:
    with pytest.raises(ToolError) as caught:
        parts(engine, path, content)
    assert (caught.value.code, path in caught.value.message) == (code, True)


def test_a_cancelled_look_stops_and_goes_on_where_it_was(project: ProjectFolder) -> None:
    engine = Engine(project)
    for number in range(5):
        project.write(f"Assets/{number}.txt", b"x")
    seen: list[float] = []
    work = Work(lambda done, total, message: seen.append(done) or work.cancel())
    with pytest.raises(WorkCancelled):
        engine.call("deconstruct_asset", {"path": "Assets/0.txt"}, work)
    assert seen == [0]
    assert engine.call("deconstruct_asset", {"path": "Assets/0.txt"})
