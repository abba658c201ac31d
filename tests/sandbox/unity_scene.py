"""Small Unity scenes for tests, written as Unity writes them."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from itertools import count

import numpy as np
from PIL import Image

from spark_nb.domain.frame import Frame
from spark_nb.sandbox.engine import Engine

PATH = "Assets/Scene.unity"
_HEAD = "%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n"
_CLASSES = {"SpriteRenderer": 212, "Camera": 20, "Rigidbody2D": 50, "BoxCollider2D": 61}
_CLASSES |= {"CircleCollider2D": 58, "PolygonCollider2D": 60, "EdgeCollider2D": 68}
_CLASSES |= {
    "MonoBehaviour": 114,
    "MeshRenderer": 23,
    "ParticleSystem": 198,
    "SpriteMask": 331,
    "SortingGroup": 210,
}
_CLASSES |= {"CapsuleCollider2D": 70, "CompositeCollider2D": 66, "TilemapCollider2D": 19719996}
_CLASSES |= {"CustomCollider2D": 893571522, "PlatformEffector2D": 251, "SurfaceEffector2D": 252}
_CLASSES |= {"SpringJoint2D": 231, "DistanceJoint2D": 232, "HingeJoint2D": 233}
_CLASSES |= {"SliderJoint2D": 234, "WheelJoint2D": 235, "FixedJoint2D": 255, "TargetJoint2D": 257}
_CLASSES |= {"Animator": 95, "Animation": 111}
_CLASSES |= {"Grid": 156049354, "Tilemap": 1839735485, "TilemapRenderer": 483693784}


@dataclass
class Scene:
    """Objects in the order they are added; a black camera of 2 x 2 units unless told otherwise.

    At 32 x 32 pixels a unit is 16 pixels, and the world's origin is the middle of the picture.
    """

    text: str = _HEAD
    ids: count = field(default_factory=lambda: count(1))

    def camera(self, size: float = 1, **fields: str) -> Scene:
        values = {"orthographic": "1", "orthographic size": f"{size}", "m_ClearFlags": "2"}
        values |= {"m_BackGroundColor": "{r: 0, g: 0, b: 0, a: 0}"} | fields
        self.add("Camera", tag="MainCamera", at=(0, 0, -10), Camera=values)
        return self

    def sprite(
        self,
        guid: str,
        *,
        name: str = "Sprite",
        file_id: int = 21300000,
        parent: int | None = None,
        place: dict[str, object] | None = None,
        components: dict[str, dict[str, str]] | None = None,
        **fields: str,
    ) -> int:
        pointer = f"{{fileID: {file_id}, guid: {guid}, type: 3}}"
        drawn = {"SpriteRenderer": {"m_Sprite": pointer} | fields}
        return self.add(name, parent=parent, **(place or {}), **(drawn | (components or {})))

    def add(
        self,
        name: str,
        *,
        at: tuple[float, ...] = (0, 0, 0),
        turn: float = 0,
        scale: tuple[float, float] = (1, 1),
        parent: int | None = None,
        active: bool = True,
        tag: str = "Untagged",
        layer: int = 0,
        **components: dict[str, str],
    ) -> int:
        """Add an object, return its transform's id; ``turn`` is in degrees."""
        owner, transform = next(self.ids), next(self.ids)
        made = [(kind, next(self.ids), values) for kind, values in components.items()]
        x, y, z = (*at, 0)[:3]
        half = np.radians(turn) / 2
        rotation = f"{{x: 0, y: 0, z: {np.sin(half)}, w: {np.cos(half)}}}"
        listed = "".join(
            f"  - component: {{fileID: {i}}}\n" for i in [transform, *(m[1] for m in made)]
        )
        self.text += (
            f"--- !u!1 &{owner}\nGameObject:\n  m_Component:\n{listed}  m_Layer: {layer}\n"
            f"  m_Name: {name}\n  m_TagString: {tag}\n  m_IsActive: {int(active)}\n"
            f"--- !u!4 &{transform}\nTransform:\n  m_GameObject: {{fileID: {owner}}}\n"
            f"  m_LocalRotation: {rotation}\n  m_LocalPosition: {{x: {x}, y: {y}, z: {z}}}\n"
            f"  m_LocalScale: {{x: {scale[0]}, y: {scale[1]}, z: 1}}\n"
            f"  m_Father: {{fileID: {parent or 0}}}\n"
        )
        for kind, file_id, values in made:
            lines = "".join(f"  {k}: {v}\n" for k, v in ({"m_Enabled": "1"} | values).items())
            self.text += (
                f"--- !u!{_CLASSES[kind]} &{file_id}\n{kind}:\n"
                f"  m_GameObject: {{fileID: {owner}}}\n{lines}"
            )
        return transform

    def tilemap(
        self,
        cells: dict[tuple[int, ...], tuple[int, ...]],
        sprites: list[str],
        *,
        matrices: list[dict[str, float]] | None = None,
        colours: list[str] | None = None,
        place: dict[str, object] | None = None,
        components: dict[str, dict[str, str]] | None = None,
        **fields: str,
    ) -> int:
        """Add a tilemap; a cell names its sprite, matrix, colour (by index) and collider.

        ``sprites`` are GUIDs, or whole pointers; matrices hold what differs from identity.
        """
        tiles = "".join(
            f"  - first: {{x: {cell[0]}, y: {cell[1]}, z: {(*cell, 0)[2]}}}\n    second:\n"
            f"      serializedVersion: 2\n      m_TileIndex: {sprite}\n"
            f"      m_TileSpriteIndex: {sprite}\n      m_TileMatrixIndex: {matrix}\n"
            f"      m_TileColorIndex: {colour}\n      m_TileObjectToInstantiateIndex: 65535\n"
            f"      dummyAlignment: 0\n      m_AllTileFlags: {(collider << 30) + 1}\n"
            for cell, picks in cells.items()
            for sprite, matrix, colour, collider in [(*picks, 0, 0, 0)[:4]]
        )
        pointers = [
            s if "{" in s else f"{{fileID: 21300000, guid: {s}, type: 3}}" for s in sprites
        ]
        values = {
            "m_Tiles": f"\n{tiles.rstrip()}" if tiles else "[]",
            "m_AnimatedTiles": "{}",
            "m_TileAssetArray": "[]",
            "m_TileSpriteArray": _counted(pointers),
            "m_TileMatrixArray": _counted([_matrix(m) for m in matrices or [{}]]),
            "m_TileColorArray": _counted(colours or ["{r: 1, g: 1, b: 1, a: 1}"]),
            "m_AnimationFrameRate": "1",
            "m_Color": "{r: 1, g: 1, b: 1, a: 1}",
            "m_TileAnchor": "{x: 0.5, y: 0.5, z: 0}",
            "m_TileOrientation": "0",
        }
        made = {"Tilemap": values | fields, "TilemapRenderer": {}} | (components or {})
        return self.add("Tilemap", **(place or {}), **made)

    def instance(
        self,
        guid: str,
        *overrides: tuple[int, str, str],
        parent: int = 0,
        source: str | None = None,
        pointers: dict[tuple[int, str], str] | None = None,
        lists: str = "",
    ) -> int:
        """Add a prefab instance: overrides are (id in the prefab, property path, value).

        ``pointers`` are flow mappings by id and path; ``lists`` more of m_Modification.
        """
        file_id = next(self.ids)
        entries = [(*entry, "{fileID: 0}") for entry in overrides]
        entries += [(i, path, "", value) for (i, path), value in (pointers or {}).items()]
        listed = "".join(
            f"    - target: {{fileID: {i}, guid: {source or guid}, type: 3}}\n"
            f"      propertyPath: {path}\n      value: {value}\n      objectReference: {pointer}\n"
            for i, path, value, pointer in entries
        )
        self.text += (
            f"--- !u!1001 &{file_id}\nPrefabInstance:\n  m_Modification:\n"
            f"    m_TransformParent: {{fileID: {parent}}}\n"
            f"    m_Modifications:{' []' * (not listed)}\n{listed}{lists}"
            f"  m_SourcePrefab: {{fileID: 100100000, guid: {guid}, type: 3}}\n"
        )
        return file_id

    def stripped(self, class_id: int, source: int, guid: str, instance: int) -> int:
        """Add the stand-in for a part of a prefab instance."""
        file_id = next(self.ids)
        self.text += (
            f"--- !u!{class_id} &{file_id} stripped\nObject:\n  m_CorrespondingSourceObject: "
            f"{{fileID: {source}, guid: {guid}, type: 3}}\n"
            f"  m_PrefabInstance: {{fileID: {instance}}}\n"
        )
        return file_id


def _counted(entries: list[str]) -> str:
    listed = "".join(f"  - m_RefCount: 1\n    m_Data: {entry}\n" for entry in entries)
    return f"\n{listed.rstrip()}"


def _matrix(values: dict[str, float]) -> str:
    names = [f"e{row}{column}" for row in range(4) for column in range(4)]
    return "".join(f"\n      {n}: {values.get(n, int(n[1] == n[2]))}" for n in names)


def asset(engine: Engine, path: str, text: str) -> str:
    """Put a text asset into the project; return its GUID."""
    engine.project.write(path, text.encode())
    return engine.project.guid(path) or ""


def texture(engine: Engine, name: str, rows: list[str], *, smooth: bool = False) -> str:
    """Put a picture of letters (r, g, b, w, dot for clear) into the project; return its GUID."""
    colours = {"r": (255, 0, 0, 255), "g": (0, 255, 0, 255), "b": (0, 0, 255, 255)}
    colours |= {"w": (255, 255, 255, 255), ".": (0, 0, 0, 0)}
    pixels = np.array([[colours[letter] for letter in row] for row in rows], np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "png")
    path = f"Assets/{name}.png"
    engine.project.write(path, out.getvalue())
    if smooth:
        meta = (engine.project.read(f"{path}.meta") or b"").replace(
            b"filterMode: 0", b"filterMode: 1"
        )
        engine.project.write(f"{path}.meta", meta)
    return engine.project.guid(path) or ""


def material(
    engine: Engine, name: str, *, friction: float = 0.4, bounce: float = 0, **more: int
) -> str:
    """Put a PhysicsMaterial2D into the project; return a reference to it."""
    lines = "".join(f"  {key}: {value}\n" for key, value in more.items())
    text = (
        "%YAML 1.1\n--- !u!62 &6200000\nPhysicsMaterial2D:\n"
        f"  friction: {friction}\n  bounciness: {bounce}\n{lines}"
    )
    guid = asset(engine, f"Assets/{name}.physicsMaterial2D", text)
    return f"{{fileID: 6200000, guid: {guid}, type: 2}}"


def render(engine: Engine, scene: Scene, **request: object) -> Frame:
    engine.project.write(PATH, scene.text.encode())
    arguments = {"width": 32, "height": 32, "scene": PATH} | request
    frame = engine.call("render_preview", arguments)
    assert isinstance(frame, Frame)
    return frame


def letters(frame: Frame) -> list[str]:
    """Return the picture as letters, as ``texture`` takes them; a dot is black."""
    names = {(255, 0, 0): "r", (0, 255, 0): "g", (0, 0, 255): "b", (0, 0, 0): "."}
    names |= {(255, 255, 255): "w"}
    with Image.open(io.BytesIO(frame.data)) as image:
        pixels = np.asarray(image.convert("RGB"))
    return ["".join(names.get(tuple(pixel), "?") for pixel in row.tolist()) for row in pixels]


def box(frame: Frame) -> tuple[int, int, int, int] | None:
    """Return left, top, right, bottom of all that is not black, in pixels."""
    with Image.open(io.BytesIO(frame.data)) as image:
        return image.convert("RGB").getbbox()


def colour(frame: Frame, x: int, y: int) -> tuple[int, ...]:
    with Image.open(io.BytesIO(frame.data)) as image:
        return tuple(np.asarray(image.convert("RGB"))[y, x].tolist())


def placed(rows: list[str], left: int, top: int) -> list[str]:
    """Return 32 rows with ``rows`` at a place, black around."""
    empty = ["." * 32] * 32
    for offset, row in enumerate(rows):
        line = empty[top + offset]
        empty[top + offset] = line[:left] + row + line[left + len(row) :]
    return empty
