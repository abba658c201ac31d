"""Unity's components as a scene file has them; the body of each document.

Fields are those that 2022.3 and 6000 both read. What is left out (light maps, layer overrides,
prefab links) keeps the editor's default and is added when the scene is saved there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unity.ids import guid

_HEAD = "  m_ObjectHideFlags: 0\n"
Vector = tuple[float, float]
Value = float | str | Sequence[str] | Vector


@dataclass(frozen=True)
class Component:
    """``before`` and ``after`` surround the line that names the game object."""

    class_id: int
    kind: str
    after: str
    before: str = _HEAD
    script: str = ""

    @property
    def name(self) -> str:
        """What tells it apart on its object: its kind, or its script."""
        return self.script or self.kind

    def document(self, file_id: int, game_object: int) -> str:
        return (
            f"--- !u!{self.class_id} &{file_id}\n{self.kind}:\n{self.before}"
            f"  m_GameObject: {{fileID: {game_object}}}\n{self.after}"
        )


def number(value: float) -> str:
    """Write a number as Unity does: no trailing zeros, no minus zero."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def vector(value: Vector) -> str:
    return f"{{x: {number(value[0])}, y: {number(value[1])}}}"


def colour(rgb: str, alpha: float = 1) -> str:
    """Write ``rrggbb`` as Unity does, in parts of one."""
    parts = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    r, g, b = (number(part) for part in parts)
    return f"{{r: {r}, g: {g}, b: {b}, a: {number(alpha)}}}"


def asset(path: str, file_id: int, kind: int) -> str:
    """Refer to another file; ``kind`` is 2 for Unity's own formats, 3 for imported ones."""
    return f"{{fileID: {file_id}, guid: {guid(path)}, type: {kind}}}"


def sprite_renderer(
    sprite: str,
    order: int,
    *,
    size: Vector = (1, 1),
    tiled: bool = False,
    flip_x: bool = False,
    tint: str = "ffffff",
) -> Component:
    """``size`` in units; ``tiled`` fills it with copies of the sprite."""
    return Component(
        212,
        "SpriteRenderer",
        f"""  m_Enabled: 1
  m_CastShadows: 0
  m_ReceiveShadows: 0
  m_RenderingLayerMask: 1
  m_Materials:
  - {{fileID: 10754, guid: 0000000000000000f000000000000000, type: 0}}
  m_SortingLayerID: 0
  m_SortingOrder: {order}
  m_Sprite: {sprite}
  m_Color: {colour(tint)}
  m_FlipX: {flip_x:d}
  m_FlipY: 0
  m_DrawMode: {2 if tiled else 0}
  m_Size: {vector(size)}
  m_AdaptiveModeThreshold: 0.5
  m_SpriteTileMode: 0
  m_WasSpriteAssigned: 1
  m_MaskInteraction: 0
  m_SpriteSortPoint: 0
""",
    )


def rigidbody(mass: float, *, gravity: float = 1, upright: bool = False) -> Component:
    """A dynamic body; ``upright`` freezes its rotation. ``mass`` in kilograms."""
    return Component(
        50,
        "Rigidbody2D",
        f"""  m_BodyType: 0
  m_Simulated: 1
  m_UseAutoMass: 0
  m_Mass: {number(mass)}
  m_LinearDrag: 0
  m_AngularDrag: 0.05
  m_GravityScale: {number(gravity)}
  m_Material: {{fileID: 0}}
  m_Interpolate: 1
  m_SleepingMode: 1
  m_CollisionDetection: 1
  m_Constraints: {4 if upright else 0}
""",
        before=f"  serializedVersion: 4\n{_HEAD}",
    )


def _collider(material: str, offset: Vector, *, trigger: bool) -> str:
    return (
        f"  m_Enabled: 1\n  m_Density: 1\n  m_Material: {material}\n"
        f"  m_IsTrigger: {trigger:d}\n  m_UsedByEffector: 0\n  m_UsedByComposite: 0\n"
        f"  m_Offset: {vector(offset)}\n"
    )


NO_MATERIAL = "{fileID: 0}"
_TILING = """  m_SpriteTilingProperty:
    border: {x: 0, y: 0, z: 0, w: 0}
    pivot: {x: 0.5, y: 0.5}
    oldSize: {x: 1, y: 1}
    newSize: {x: 1, y: 1}
    adaptiveTilingThreshold: 0.5
    drawMode: 0
    adaptiveTiling: 0
  m_AutoTiling: 0
"""


def box(
    size: Vector, *, offset: Vector = (0, 0), material: str = NO_MATERIAL, trigger: bool = False
) -> Component:
    tail = f"{_TILING}  serializedVersion: 2\n  m_Size: {vector(size)}\n  m_EdgeRadius: 0\n"
    return Component(61, "BoxCollider2D", _collider(material, offset, trigger=trigger) + tail)


def circle(
    radius: float,
    *,
    offset: Vector = (0, 0),
    material: str = NO_MATERIAL,
    trigger: bool = False,
) -> Component:
    tail = f"  serializedVersion: 2\n  m_Radius: {number(radius)}\n"
    return Component(58, "CircleCollider2D", _collider(material, offset, trigger=trigger) + tail)


def polygon(points: Sequence[Vector], *, material: str = NO_MATERIAL) -> Component:
    """One closed path, counter-clockwise."""
    path = "".join(
        f"    {'- -' if i == 0 else '  -'} {vector(point)}\n" for i, point in enumerate(points)
    )
    tail = f"{_TILING}  m_Points:\n    m_Paths:\n{path}  m_UseDelaunayMesh: 0\n"
    return Component(60, "PolygonCollider2D", _collider(material, (0, 0), trigger=False) + tail)


def camera(size: float, background: str) -> Component:
    """An orthographic camera; ``size`` is half the height of its view in units."""
    return Component(
        20,
        "Camera",
        f"""  m_Enabled: 1
  serializedVersion: 2
  m_ClearFlags: 2
  m_BackGroundColor: {colour(background, 0)}
  m_projectionMatrixMode: 1
  m_GateFitMode: 2
  m_FOVAxisMode: 0
  m_NormalizedViewPortRect:
    serializedVersion: 2
    x: 0
    y: 0
    width: 1
    height: 1
  near clip plane: 0.3
  far clip plane: 100
  field of view: 60
  orthographic: 1
  orthographic size: {number(size)}
  m_Depth: -1
  m_CullingMask:
    serializedVersion: 2
    m_Bits: 4294967295
  m_RenderingPath: -1
  m_TargetTexture: {{fileID: 0}}
  m_TargetDisplay: 0
  m_TargetEye: 3
  m_HDR: 0
  m_AllowMSAA: 0
  m_AllowDynamicResolution: 0
  m_ForceIntoRT: 0
  m_OcclusionCulling: 0
  m_StereoConvergence: 10
  m_StereoSeparation: 0.022
""",
    )


def audio_listener() -> Component:
    return Component(81, "AudioListener", "  m_Enabled: 1\n")


def behaviour(script_path: str, fields: Mapping[str, Value]) -> Component:
    """One of our scripts with its serialised fields; text is written as it is."""
    name = script_path.rsplit("/", 1)[1].removesuffix(".cs")
    return Component(
        114,
        "MonoBehaviour",
        f"""  m_Enabled: 1
  m_EditorHideFlags: 0
  m_Script: {asset(script_path, 11500000, 3)}
  m_Name: 
  m_EditorClassIdentifier: 
{"".join(_field(key, value) for key, value in fields.items())}""",  # noqa: W291 - as Unity
        script=name,
    )


def _field(name: str, value: Value) -> str:
    if isinstance(value, str):
        return f"  {name}: {value}\n"
    if isinstance(value, (int, float)):
        return f"  {name}: {number(value)}\n"
    if isinstance(value, tuple):
        return f"  {name}: {vector((float(value[0]), float(value[1])))}\n"
    return f"  {name}:\n" + "".join(f"  - {item}\n" for item in value)
