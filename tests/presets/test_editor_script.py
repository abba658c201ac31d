"""The Editor script that presets share merges as the sandbox does."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spark_nb.assets import asset_folder
from spark_nb.domain.project_settings import ProjectSettings
from spark_nb.domain.settings_edit import WantedFile
from spark_nb.domain.settings_ledger import SettingsLedger
from spark_nb.domain.settings_merge import merge_settings
from spark_nb.domain.unity_text import UnityText
from spark_nb.sandbox.project.skeleton import skeleton
from tests.presets.unity_compiler import (
    compile_csharp,
)

SHARED = asset_folder("presets") / "shared"
EDITOR = SHARED / "Assets/SPARK/Editor"
HARNESS = Path(__file__).with_name("editor") / "MergeInMemory.cs"
QUALITY = "QualitySettings:\n  m_QualitySettings:\n  - name: Low\n    vSyncCount: 1\n"
QUALITY += "  - name: High\n    vSyncCount: 2\n"
LAYERS, SCENES = ("A", "B", "C"), ("Assets/A.unity", "Assets/B.unity", "Assets/gone.unity")
CASES, STEPS = 150, 4


def test_it_merges_as_the_sandbox_does(tmp_path: Path) -> None:
    program = tmp_path / "merge.exe"
    names = ("SettingsMerge.cs", "ISettings.cs", "PresetWishes.cs")
    sources = [HARNESS, *(EDITOR / name for name in names)]
    assert compile_csharp(program, sources, []) == []
    cases = [case(random.Random(number)) for number in range(CASES)]
    given = "".join(line + "\n" for each in cases for line in spoken(each))
    done = subprocess.run(
        ["mono", str(program)], input=given, capture_output=True, text=True, check=True, timeout=60
    )
    theirs = done.stdout.split("end\n")[:-1]
    ours = [result for each in cases for result in merged(each)]
    assert len(theirs) == CASES * STEPS
    assert theirs == ours
    assert len(set(theirs)) > CASES  # the cases differ


def case(chance: random.Random) -> dict[str, Any]:
    """Return a project and what its settings files want, step by step."""
    scalar = {"asset": "ProjectSettings", "property": "webGLCompressionFormat"}

    def wishes() -> dict[str, Any]:
        return {
            "tags": chance.sample([*LAYERS, "Player"], 2),
            "layers": [
                {"name": name, "slot": chance.randint(8, 10)}
                for name in chance.sample(LAYERS, chance.randint(0, 3))
            ],
            "sorting_layers": [
                {"name": name, "id": chance.randint(1, 3)} for name in chance.sample(LAYERS, 2)
            ],
            "build_scenes": chance.sample(SCENES, chance.randint(0, 2)),
            "values": [{**scalar, "defaults": ["1"], "value": chance.choice("012")}],
            "quality": [
                {"property": "vSyncCount", "defaults": ["1", "2"], "value": chance.choice("012")}
            ],
        }

    mine = {name: chance.randrange(6, 32) for name in chance.sample(LAYERS, chance.randint(0, 2))}
    full = chance.random() < 0.2
    steps: list[dict[str, Any]] = []
    files: dict[str, Any] = {}
    for _ in range(STEPS):
        path = chance.choice(["Assets/x.projectsettings.json", "Assets/y.projectsettings.json"])
        if chance.random() < 0.3:
            files.pop(path, None)
        else:
            files[path] = wishes()
        steps.append(dict(files))
    return {"mine": mine, "full": full, "tags": chance.sample(LAYERS, 1), "steps": steps}


def texts(each: dict[str, Any]) -> dict[str, str]:
    files = {Path(path).stem: text for path, text in skeleton("Game").items() if "Manager" in path}
    files |= {Path(path).stem: text for path, text in skeleton("Game").items() if "Set" in path}
    tags = UnityText(files["TagManager"])
    for slot in range(8, 32):
        if each["full"]:
            tags.set_name("layers", slot, f"Mine {slot}")
    for name, slot in each["mine"].items():
        tags.set_name("layers", slot, name)
    for tag in each["tags"]:
        tags.append("tags", tag)
    return {**files, "TagManager": str(tags), "QualitySettings": QUALITY}


def wanted(files: dict[str, Any]) -> list[WantedFile]:
    return [
        WantedFile(path, str(hash(json.dumps(wish))), ProjectSettings.model_validate(wish))
        for path, wish in files.items()
    ]


def merged(each: dict[str, Any]) -> Iterator[str]:
    """Merge step by step as the sandbox does; yield what the program should print."""
    files, ledger = texts(each), SettingsLedger()
    for step in each["steps"]:
        known = {path: "guid" for path in SCENES[:2]}
        result = merge_settings(files, wanted(step), ledger, known.get)
        files, ledger = files | result.texts, result.ledger
        yield "".join(f"{line}\n" for line in (*state(files), *owned(ledger)))


def state(files: dict[str, str]) -> Iterator[str]:
    tags, levels = UnityText(files["TagManager"]), UnityText(files["QualitySettings"])
    scenes = UnityText(files["EditorBuildSettings"]).objects("m_Scenes")
    yield from (f"tag\t{tag}" for tag in tags.names("tags"))
    yield from (f"layer\t{layer}" for layer in tags.names("layers"))
    for layer in tags.objects("m_SortingLayers"):
        yield f"sorting\t{layer['name']}\t{layer['uniqueID']}"
    yield from (f"scene\t{scene['path']}" for scene in scenes)
    value = UnityText(files["ProjectSettings"]).scalar("webGLCompressionFormat")
    yield f"value\tProjectSettings/webGLCompressionFormat/\t{value}"
    for level in sorted(levels.objects("m_QualitySettings"), key=lambda level: level["name"]):
        yield f"value\tQualitySettings/vSyncCount/{level['name']}\t{level['vSyncCount']}"


def owned(ledger: SettingsLedger) -> Iterator[str]:
    yield from (f"own file\t{file.path}" for file in ledger.files)
    yield from (f"own tag\t{tag}" for tag in ledger.tags)
    yield from (f"own layer\t{layer.name}\t{layer.slot}" for layer in ledger.layers)
    yield from (f"own sorting\t{layer.name}\t{layer.id}" for layer in ledger.sorting_layers)
    yield from (f"own scene\t{scene}" for scene in ledger.build_scenes)
    for each in ledger.values:
        key = f"{each.asset}/{each.property}/{each.level}"
        yield f"own value\t{key}\t{each.before}\t{each.value}"


def spoken(each: dict[str, Any]) -> Iterator[str]:
    """Say the same case to the program."""
    yield "case"
    for line in state(texts(each)):
        yield line.replace("/", "\t") if line.startswith("value") else line
    yield from (f"known\t{path}" for path in SCENES[:2])
    yield from ("level\tLow", "level\tHigh")
    for step in each["steps"]:
        for file in wanted(step):
            yield f"file\t{file.path}\t{file.sha256}"
            yield from wished(file.settings)
        yield "run"


def wished(settings: ProjectSettings) -> Iterator[str]:
    yield from (f"+tag\t{tag}" for tag in settings.tags)
    yield from (f"+layer\t{layer.name}\t{layer.slot}" for layer in settings.layers)
    yield from (f"+sorting\t{layer.name}\t{layer.id}" for layer in settings.sorting_layers)
    yield from (f"+scene\t{scene}" for scene in settings.build_scenes)
    for value in settings.values:
        allowed = ",".join(value.defaults)
        yield f"+value\t{value.asset}\t{value.property}\t{allowed}\t{value.value}"
    for each in settings.quality:
        yield f"+quality\t\t{each.property}\t{','.join(each.defaults)}\t{each.value}"
