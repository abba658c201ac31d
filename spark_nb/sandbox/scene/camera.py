"""Which part of the world a frame shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spark_nb.errors import ToolError
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.field import flag, number, vector
from spark_nb.sandbox.scene.graph import Component, SceneGraph

CAMERA = 20


@dataclass(frozen=True, slots=True)
class View:
    """Scale in pixels per unit, and the pixel of the world's origin; y of pixels goes down."""

    scale: float
    left: float
    top: float
    background: tuple[int, int, int]
    perspective: bool

    def x(self, world: float) -> float:
        return self.left + world * self.scale

    def y(self, world: float) -> float:
        return self.top - world * self.scale


def choose_camera(graph: SceneGraph, name: str | None) -> Component:
    """Return the camera of that name, else the main one, else the first. Raises ToolError."""
    cameras = list(graph.components(CAMERA))
    if name is not None:
        cameras = [camera for camera in cameras if camera.owner.name == name]
    if not cameras:
        which = f"no camera named {name!r}" if name else "no camera that is switched on"
        raise ToolError(f"The scene has {which}.", code="no_camera", hint="Add one to the scene.")
    main = (camera for camera in cameras if camera.owner.tag == "MainCamera")
    return next(main, cameras[0])


def view_of(camera: Component, poses: Mapping[int, Affine], width: int, height: int) -> View:
    fields = camera.document.fields
    pose = poses[camera.owner.file_id]
    half = max(number(fields, "orthographic size", 5.0), 1e-3)
    scale = height / (2 * half)
    red, green, blue = vector(fields, "m_BackGroundColor", (0.19, 0.3, 0.47), "rgb")
    return View(
        scale=scale,
        left=width / 2 - pose.tx * scale,
        top=height / 2 + pose.ty * scale,
        background=(_byte(red), _byte(green), _byte(blue)),
        perspective=not flag(fields, "orthographic"),
    )


def _byte(value: float) -> int:
    return round(min(max(value, 0.0), 1.0) * 255)
