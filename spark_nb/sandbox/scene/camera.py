"""Which part of the world a frame shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spark_nb.errors import ToolError
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.field import Fields, flag, integer, mapping, number, vector
from spark_nb.sandbox.scene.graph import Component
from spark_nb.sandbox.scene.moment import Moment

CAMERA = 20
_ALL_LAYERS = 0xFFFFFFFF
_SKYBOX, _SOLID_COLOUR = 1, 2
_STRAIGHT = 1e-4


@dataclass(frozen=True, slots=True)
class View:
    """Scale in pixels per unit, and the pixel of the world's origin; y of pixels goes down.

    ``near`` and ``far`` are positions in the world's z; ``layers`` has a bit for each it shows.
    What is farther along ``axis`` is behind.
    """

    scale: float
    left: float
    top: float
    near: float
    far: float
    layers: int
    background: tuple[int, int, int]
    warnings: tuple[str, ...]
    axis: tuple[float, float, float] = (0.0, 0.0, 1.0)

    def shows(self, layer: int, z: float) -> bool:
        return bool(self.layers >> layer & 1) and self.near <= z <= self.far

    def x(self, world: float) -> float:
        return self.left + world * self.scale

    def y(self, world: float) -> float:
        return self.top - world * self.scale


def choose_camera(moment: Moment, name: str | None) -> Component:
    """Return the camera of that name, else the main one, else the first. Raises ToolError."""
    cameras = list(moment.components(CAMERA))
    if name is not None:
        cameras = [camera for camera in cameras if camera.owner.name == name]
    if not cameras:
        which = f"no camera named {name!r}" if name else "no camera that is switched on"
        raise ToolError(f"The scene has {which}.", code="no_camera", hint="Add one to the scene.")
    main = (camera for camera in cameras if camera.owner.tag == "MainCamera")
    return next(main, cameras[0])


def view_of(camera: Component, moment: Moment, width: int, height: int) -> View:
    fields = camera.fields
    pose = moment.poses[camera.owner.file_id]
    half = max(number(fields, "orthographic size", 5.0), 1e-3)
    scale = height / (2 * half)
    red, green, blue = vector(fields, "m_BackGroundColor", (0.19, 0.3, 0.47), "rgb")
    return View(
        scale=scale,
        left=width / 2 - pose.tx * scale,
        top=height / 2 + pose.ty * scale,
        near=pose.tz + number(fields, "near clip plane", 0.3),
        far=pose.tz + number(fields, "far clip plane", 1000.0),
        layers=integer(mapping(fields, "m_CullingMask"), "m_Bits", _ALL_LAYERS),
        background=(_byte(red), _byte(green), _byte(blue)),
        warnings=tuple(_left_out(fields, pose)),
    )


def _left_out(fields: Fields, pose: Affine) -> Iterator[str]:
    if not flag(fields, "orthographic"):
        yield "The camera is perspective; it is shown as orthographic."
    if integer(fields, "m_ClearFlags", _SOLID_COLOUR) == _SKYBOX:
        yield "The skybox is shown as the camera's background colour."
    if abs(pose.xy) + abs(pose.xz) + abs(pose.yz) > _STRAIGHT or pose.zz < 0:
        yield "The camera is turned; it is shown upright and looking ahead."


def _byte(value: float) -> int:
    return round(min(max(value, 0.0), 1.0) * 255)
