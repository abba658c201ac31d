"""Times of the sandbox engine on the platformer preset, and on a large tilemap.

Prints one JSON object, milliseconds. What begins with ``render_`` is a frame before it is encoded.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from spark_nb.assets import asset_folder
from spark_nb.domain.frame import Frame
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.scene.camera import shots
from spark_nb.sandbox.scene.compositor import Compositor
from spark_nb.sandbox.scene.scene import Scene
from spark_nb.sandbox.scene.sprites import SpriteLibrary
from spark_nb.sandbox.scene.surface import PictureCache
from spark_nb.sandbox.scene.ui.font import FontLibrary

sys.path.insert(0, str(Path(__file__).parents[1] / "sandbox"))
import unity_scene
from ui_scene import UiScene, add_hud


def p50(work: Callable[[], object], rounds: int = 40) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(times), 2)


def once(work: Callable[[], object]) -> float:
    return p50(work, rounds=1)


def frame(
    engine: Engine,
    time_s: float = 1.0,
    size: tuple[int, int] = (640, 360),
    scene: str | None = None,
) -> Frame:
    request = {"width": size[0], "height": size[1], "time_s": time_s, "format": "jpeg"}
    request |= {"scene": scene} if scene else {}
    found = engine.call("render_preview", request)
    assert isinstance(found, Frame)
    return found


class Stage:
    """A scene opened once, to be drawn without encoding."""

    def __init__(self, project: ProjectFolder, path: str) -> None:
        sprites, fonts = SpriteLibrary(project), FontLibrary(project)
        self._scene = Scene(path, project, project.snapshot(), sprites, fonts)
        self._compositor = Compositor(self._scene, PictureCache())

    def draw(self, size: tuple[int, int], time_s: float = 1.0) -> None:
        moment = self._scene.at(time_s)
        self._compositor.frame(moment, shots(moment, None, size, self._scene.pipeline), size)

    def play(self, time_s: float) -> None:
        self._scene.at(time_s)


def steps_ms(project: ProjectFolder) -> float:
    """Return the time of 60 physics steps alone, from the scene's start."""
    path = next(path for path in project.snapshot().files if path.endswith(".unity"))
    times = []
    for _ in range(7):
        stage = Stage(project, path)
        stage.play(0.0)
        times.append(once(lambda stage=stage: stage.play(1.2)))
    return round(statistics.median(times), 2)


def tilemap(project: ProjectFolder, mode: int) -> str:
    """Write a scene: a map of 100 x 100 tiles, and something that falls behind it."""
    engine = Engine(project)
    guids = [unity_scene.texture(engine, colour, [colour * 16] * 16) for colour in "rgb"]
    scene = unity_scene.Scene().camera(11.25)
    cells = {(x, y): ((x * 7 + y * 3) % 3,) for x in range(-50, 50) for y in range(-50, 50)}
    parts = {"Grid": {}, "TilemapRenderer": {"m_Mode": str(mode)}}
    scene.tilemap(cells, guids, components=parts)
    scene.sprite(guids[0], place={"at": (0, 0, 5)}, components={"Rigidbody2D": {}})
    path = f"Assets/Map{mode}.unity"
    project.write(path, scene.text.encode())
    return path


def tilemap_ms(folder: Path) -> dict[str, float]:
    project = ProjectFolder.open(folder / "Maps")
    found = {}
    for mode, name in enumerate(("chunked", "individual")):
        path = tilemap(project, mode)
        stages: list[Stage] = []
        found[f"open_tilemap_{name}"] = once(
            lambda path=path, stages=stages: stages.append(Stage(project, path))
        )
        times = iter(range(1, 1000))
        found[f"render_tilemap_{name}"] = p50(
            lambda stage=stages[0], times=times: stage.draw((640, 360), next(times) / 50)
        )
    return found


def hud(engine: Engine) -> dict[str, float]:
    """Lay a HUD over the level: its first frame, and what it adds to one when nothing changed."""
    path = next(path for path in engine.project.snapshot().files if path.endswith(".unity"))
    text = (engine.project.read(path) or b"").decode()
    scene = add_hud(UiScene(text, count(9_000_000_000)))
    engine.project.write("Assets/Hud.unity", scene.text.encode())
    added = []
    first = once(lambda: frame(engine, scene="Assets/Hud.unity"))
    for _ in range(7):  # in turn, for machines grow slow and quick again
        without = p50(lambda: frame(engine, scene=path), rounds=20)
        added.append(p50(lambda: frame(engine, scene="Assets/Hud.unity"), rounds=20) - without)
    return {"hud_first_frame": first, "hud_adds_640x360": round(statistics.median(added), 2)}


def after_a_write(engine: Engine, path: str) -> float:
    """Return the time of the frame after a write to ``path``, which alternates."""
    times = []
    for number in range(7):
        engine.project.write(path, f"// {number}\n".encode())
        times.append(once(lambda: frame(engine)))
    return round(statistics.median(times), 2)


def snapshot_ms(folder: Path, files: int) -> float:
    project = ProjectFolder.open(folder / f"files{files}")
    for index in range(files):
        file = project.root / f"Assets/{index // 50}/{index}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"")
    return p50(project.snapshot, rounds=10)


def start_ms() -> float:
    code = "import spark_nb.sandbox.server, spark_nb.sandbox.access, uvicorn"
    return p50(lambda: subprocess.run([sys.executable, "-c", code], check=True), rounds=3)


def measure(folder: Path) -> dict[str, float]:
    project = ProjectFolder.open(folder / "Game")
    shutil.copytree(
        asset_folder("presets") / "2d-platformer/Assets",
        project.root / "Assets",
        dirs_exist_ok=True,
    )
    engine = Engine(project)
    found = {"first_frame": once(lambda: frame(engine, 0.0)), "steps_60": steps_ms(project)}
    found["physics_60_steps"] = once(lambda: frame(engine, 1.2))
    found["physics_60_s"] = once(lambda: frame(engine, 60.0))
    stage = Stage(project, "Assets/Platformer2D/Scenes/Level01.unity")
    for size in ((640, 360), (1280, 720)):
        found[f"render_{size[0]}x{size[1]}"] = p50(lambda size=size: stage.draw(size))
    found |= tilemap_ms(folder)
    found["jpeg_640x360"] = p50(lambda: frame(engine))
    found["jpeg_1280x720"] = p50(lambda: frame(engine, size=(1280, 720)))
    found |= hud(engine)
    found["frame_after_a_script"] = after_a_write(engine, "Assets/Mine.cs")
    found["frame_after_a_text"] = after_a_write(engine, "Assets/Mine.txt")
    found["snapshot_100_files"] = snapshot_ms(folder, 100)
    found["snapshot_5000_files"] = snapshot_ms(folder, 5000)
    found["import_of_the_server"] = start_ms()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(measure(Path(name)), indent=2))
