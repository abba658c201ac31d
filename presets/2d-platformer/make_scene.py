"""Write the scene, the settings and every ``.meta``: ``python make_scene.py [--output FOLDER]``.

``FOLDER`` takes the place of ``Assets``. Running it twice gives the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path, PurePosixPath

from art.catalog import PICTURES, SHEETS, Sheet
from level import kit, level01
from unity import components, meta
from unity.scene import HEADER

HERE = Path(__file__).parent
SCRIPTS = sorted(path.stem for path in (HERE / "Assets/Platformer2D/Scripts").glob("*.cs"))
FOLDERS = ("", "/Physics", "/Scenes", "/Scripts", "/Settings", "/Sprites")
MATERIALS = {
    # name: (friction, bounciness)
    "Ground": (0.6, 0.0),
    "Wood": (0.5, 0.1),
    "Fruit": (0.4, 0.6),
    "Rubber": (0.3, 0.85),
    "Slippery": (0.0, 0.0),
}


def files() -> dict[str, str]:
    """Return every text file this script writes, by project path."""
    scene_path = f"{kit.ROOT}/Scenes/Level01.unity"
    stats_path = f"{kit.ROOT}/Settings/PlayerStats.asset"
    written = {scene_path: level01.build().text(), stats_path: _stats()}
    written |= {kit.material_path(name): _material(name) for name in MATERIALS}
    present = [*written, *map(kit.script_path, SCRIPTS), f"{kit.ROOT}/Platformer2D.asmdef"]
    written |= {f"{path}.meta": meta.file_meta(path) for path in present}
    written |= {
        f"{kit.ROOT}{folder}.meta": meta.folder_meta(kit.ROOT + folder) for folder in FOLDERS
    }
    return written | {f"{kit.sprite_path(name)}.meta": _texture(name) for name in PICTURES}


def _texture(name: str) -> str:
    sheet = SHEETS.get(name)
    cut = _frames(sheet) if sheet else ()
    return meta.texture_meta(kit.sprite_path(name), cut, stands=name in kit.STANDING)


def _frames(sheet: Sheet) -> tuple[meta.Frame, ...]:
    return tuple(
        meta.Frame(name, at * sheet.width, 0, sheet.width, sheet.height, sheet.pivot)
        for at, name in enumerate(sheet.frames)
    )


def _material(name: str) -> str:
    friction, bounciness = map(components.number, MATERIALS[name])
    return f"""{HEADER}--- !u!62 &6200000
PhysicsMaterial2D:
  serializedVersion: 2
  m_ObjectHideFlags: 0
  m_CorrespondingSourceObject: {{fileID: 0}}
  m_PrefabInstance: {{fileID: 0}}
  m_PrefabAsset: {{fileID: 0}}
  m_Name: {name}
  friction: {friction}
  bounciness: {bounciness}
"""


STATS = {
    "maxSpeed": 7,
    "groundAcceleration": 60,
    "groundDeceleration": 70,
    "airAcceleration": 40,
    "airDeceleration": 20,
    "turnBoost": 1.5,
    "jumpHeight": 3.2,
    "coyoteTime": 0.12,
    "jumpBuffer": 0.15,
    "fallGravity": 1.5,
    "cutGravity": 2.5,
    "maxFallSpeed": 16,
}


def _stats() -> str:
    numbers = "".join(f"  {name}: {components.number(value)}\n" for name, value in STATS.items())
    return f"""{HEADER}--- !u!114 &11400000
MonoBehaviour:
  m_ObjectHideFlags: 0
  m_CorrespondingSourceObject: {{fileID: 0}}
  m_PrefabInstance: {{fileID: 0}}
  m_PrefabAsset: {{fileID: 0}}
  m_GameObject: {{fileID: 0}}
  m_Enabled: 1
  m_EditorHideFlags: 0
  m_Script: {components.asset(kit.script_path("PlayerStats"), 11500000, 3)}
  m_Name: PlayerStats
  m_EditorClassIdentifier: 
{numbers}"""  # noqa: W291 - Unity writes the blank


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=HERE / "Assets")
    output = parser.parse_args().output
    for path, text in files().items():
        target = output / PurePosixPath(path).relative_to("Assets")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


if __name__ == "__main__":
    main()
