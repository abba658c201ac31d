"""Take the pictures of a preset: ``python presets/photograph.py 2d-platformer --at 4.5``.

Each scene as the sandbox shows it, 640 by 360, into ``docs/gallery``; the first one also becomes
the ``preview.png`` of the preset's card.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path, PurePosixPath

from spark_nb.clients.preset_files import load_preset
from spark_nb.domain.frame import Frame
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.settings_sync import sync_settings

HERE = Path(__file__).resolve().parent
GALLERY = HERE.parent / "docs" / "gallery"


def photograph(preset_id: str, time_s: float) -> list[Path]:
    """Return where the pictures are, one for each scene in build order."""
    preset = load_preset(preset_id).preset
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HERE / preset_id / "Assets", Path(folder, "Assets"))
        project = ProjectFolder.open(Path(folder))
        sync_settings(project)
        engine = Engine(project)
        for scene in preset.scenes:
            frame = _frame(engine, scene, time_s)
            target = GALLERY / f"{preset_id}-{PurePosixPath(scene).stem.lower()}.png"
            target.write_bytes(frame.data)
            taken.append(target)
    return taken


def _frame(engine: Engine, scene: str, time_s: float) -> Frame:
    request = {"width": 640, "height": 360, "scene": scene, "time_s": time_s, "format": "png"}
    frame = Frame.model_validate(engine.call("render_preview", request).model_dump())
    if frame.warnings:
        raise SystemExit(f"{scene}: {' '.join(frame.warnings)}")
    return frame


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("preset")
    parser.add_argument("--at", type=float, default=0.0, help="seconds after the scene began")
    chosen = parser.parse_args()
    first, *_ = photograph(chosen.preset, chosen.at)
    shutil.copyfile(first, HERE / chosen.preset / "preview.png")


if __name__ == "__main__":
    main()
