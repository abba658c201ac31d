"""Times of the sandbox engine on the platformer preset; prints one JSON object, milliseconds."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from spark_nb.assets import asset_folder
from spark_nb.domain.frame import Frame
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder


def p50(work: Callable[[], object], rounds: int = 40) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(times), 2)


def once(work: Callable[[], object]) -> float:
    return p50(work, rounds=1)


def frame(engine: Engine, time_s: float = 1.0, size: tuple[int, int] = (640, 360)) -> Frame:
    request = {"width": size[0], "height": size[1], "time_s": time_s, "format": "jpeg"}
    found = engine.call("render_preview", request)
    assert isinstance(found, Frame)
    return found


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
    found = {"first_frame": once(lambda: frame(engine, 0.0))}
    found["physics_60_steps"] = once(lambda: frame(engine, 1.2))
    found["physics_60_s"] = once(lambda: frame(engine, 60.0))
    found["jpeg_640x360"] = p50(lambda: frame(engine))
    found["jpeg_1280x720"] = p50(lambda: frame(engine, size=(1280, 720)))
    found["snapshot_100_files"] = snapshot_ms(folder, 100)
    found["snapshot_5000_files"] = snapshot_ms(folder, 5000)
    found["import_of_the_server"] = start_ms()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(measure(Path(name)), indent=2))
