"""A notebook's preset picker over the real engine in a folder, without servers."""

from __future__ import annotations

PROJECT = """\
import asyncio, json, os, shutil, tempfile
from pathlib import Path
from spark_nb.clients.preset_files import load_preset, preset_ids, read_shelf
from spark_nb.clients.system_clock import SystemClock
from spark_nb.metrics import Metrics
from spark_nb.pipeline.apply_preset import apply_preset, plan_preset
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.preset_standing import read_standing
from spark_nb.pipeline.project_revision import ProjectRevision
from spark_nb.pipeline.remove_preset import plan_preset_removal, remove_preset
from spark_nb.policy.preview_cache import PreviewCache
from spark_nb.ports import Answer
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.testing import FolderService, MemoryEvents, MemoryOperations, MemoryRows
from spark_nb.widgets.preset_picker import PresetPicker

root = Path(tempfile.mkdtemp())
slow_s = 0.0

class Unity:
    def __init__(self, engine):
        self.engine = engine

    async def call(self, tool, request, on_progress=None):
        await asyncio.sleep(slow_s)
        work = asyncio.to_thread(self.engine.call, tool.name, request.model_dump())
        return Answer(await work, 1, 0)

    async def read_file(self, path):
        return await asyncio.to_thread(self.engine.project.read, path)

    async def revision(self):
        return (await asyncio.to_thread(self.engine.project.snapshot)).revision

service, clock = Unity(Engine(ProjectFolder.open(root / "Game"))), SystemClock()
patches = PatchStack(MemoryOperations())
pipeline = Pipeline(services={"unity": service}, engine=FolderService(), rows=MemoryRows(),
                    events=MemoryEvents(), cache=PreviewCache(),
                    revision=ProjectRevision(service, clock),
                    patches=patches, metrics=Metrics(), clock=clock)
caller = Caller("s1", "ada")
folders = [root / "Mine"]

class Project:
    async def preset_shelf(self):
        return await asyncio.to_thread(read_shelf, folders)

    async def preset_standing(self, preset_id):
        return await read_standing(service, preset_id)

    async def plan_preset(self, preset_id):
        return await plan_preset(pipeline, load_preset(preset_id, folders), preset_ids(folders))

    async def plan_preset_removal(self, preset_id):
        return await plan_preset_removal(pipeline, preset_id, preset_ids(folders))

    async def apply_preset(self, preset_id, **choice):
        loaded, ids = load_preset(preset_id, folders), preset_ids(folders)
        return await apply_preset(pipeline, caller, loaded, ids, **choice)

    async def remove_preset(self, preset_id, **choice):
        return await remove_preset(pipeline, caller, preset_id, preset_ids(folders), **choice)

async def look_at(scene):
    fields = {"width": 480, "height": 270, "scene": scene, "format": "webp"}
    return await call_tool(pipeline, caller, "render_preview", fields)

def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)

GUID = "fileFormatVersion: 2\\nguid: {:032x}\\n"
CODE = "// How far the boat drifts.\\npublic class Boat {{ float speed = {}f; }}\\n"

def make_mine(name="boat-race", title="Boat Race", version="1.0.0", speed=3, tag="water",
              pitch="Steer a boat down a wild river"):
    folder = root / "Mine" / name
    shutil.rmtree(folder, ignore_errors=True)
    base = f"Assets/{title.replace(' ', '')}"
    files = {f"{base}/Scripts/Boat.cs": CODE.format(speed).encode(),
             f"{base}/River.unity": b"%YAML 1.1\\n%TAG !u! tag:unity3d.com,2011:\\n"}
    for at, path in enumerate([*files, base, f"{base}/Scripts"]):
        guid = GUID.format(int.from_bytes(f"{name}{at}".encode()[:16]))
        write(folder / f"{path}.meta", (guid + "folderAsset: yes\\n" * (at > 1)).encode())
    for path, content in files.items():
        write(folder / path, content)
    lines = [f"id = '{name}'", f"title = '{title}'", f"pitch = '{pitch}'",
             f"version = '{version}'", f"tags = ['2d', '{tag}']", "unity = ['2022.3']",
             f"scenes = ['{base}/River.unity']", "can_do = ['Steer around rocks']",
             "[scripts]", "Boat = 'Drifts and turns'"]
    write(folder / "preset.toml", "\\n".join(lines).encode())

make_mine()
write(root / "Mine" / "half-done" / "preset.toml", b"id = 'half-done'\\ntitle = 'Half'\\n")
BOAT = root / "Game/Assets/BoatRace/Scripts/Boat.cs"
"""

PICKER = """\
picker = PresetPicker(patches, Project(), look_at)
picker"""

CONFLICT = """\
await Project().apply_preset("boat-race", on_conflict="refuse", on_progress=print)
BOAT.write_text(BOAT.read_text().replace("3f", "9f"))
make_mine(version="1.1.0", speed=5)
"""

MANY = """\
for number in range(18):
    make_mine(f"game-{number:02}", f"Game {number:02}", tag=("story", "puzzle")[number % 2],
              pitch="One of many small games to begin with")
"""
