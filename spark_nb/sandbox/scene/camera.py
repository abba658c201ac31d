"""Which part of the world a camera shows, and where in the frame."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from spark_nb.errors import ToolError
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.field import (
    Fields,
    flag,
    integer,
    mapping,
    number,
    reference,
    vector,
)
from spark_nb.sandbox.scene.graph import Component
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.render_pipeline import RenderPipeline

CAMERA = 20
_ALL_LAYERS = 0xFFFFFFFF
_SKYBOX, _SOLID_COLOUR = 1, 2
_NEAREST = 1e-3
_RENDER_SETTINGS = 104

Point = tuple[float, float, float]
Rect = tuple[int, int, int, int]
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class View:
    """``camera`` goes from the world to the camera: x right, y up, z away from it.

    ``scale`` is in pixels per unit, for perspective at a distance of one unit. ``centre`` is the
    pixel that the camera looks at; y of pixels goes down. ``layers`` has a bit for each that is
    shown between the distances ``near`` and ``far``. What is farther along ``axis`` is behind.
    ``source`` is the file id of the Camera.
    """

    camera: Affine
    source: int
    scale: float
    centre: tuple[float, float]
    is_perspective: bool
    near: float
    far: float
    layers: int
    axis: Point

    def shows(self, layer: int, point: Point) -> bool:
        """Return whether a thing of that layer, at a point of the world, is in the picture."""
        return bool(self.layers >> layer & 1) and self.near <= self._away(point) <= self.far

    def project(self, pose: Affine) -> Affine:
        """Return from an object's units to pixels, given object to world.

        In perspective all of an object is drawn at the scale of its origin.
        """
        seen = self.camera.then(pose)
        scale = self.scale / max(seen.tz, _NEAREST) if self.is_perspective else self.scale
        x, y = self.centre
        return seen._replace(
            xx=seen.xx * scale,
            xy=seen.xy * scale,
            tx=x + seen.tx * scale,
            yx=-seen.yx * scale,
            yy=-seen.yy * scale,
            ty=y - seen.ty * scale,
        )

    def _away(self, point: Point) -> float:
        camera = self.camera
        return camera.zx * point[0] + camera.zy * point[1] + camera.zz * point[2] + camera.tz


@dataclass(frozen=True, slots=True)
class Shot:
    """One camera's part of a frame. ``background`` is None where it draws over what is there."""

    component: Component
    view: View
    rect: Rect
    background: Colour | None
    warnings: tuple[str, ...]

    @property
    def size(self) -> tuple[int, int]:
        left, top, right, bottom = self.rect
        return right - left, bottom - top


def shots(
    moment: Moment, name: str | None, size: tuple[int, int], pipeline: RenderPipeline
) -> list[Shot]:
    """Return what goes into a frame, the undermost first. Raises ToolError.

    A camera that is named fills the frame alone.
    """
    cameras = [found for found in moment.components(CAMERA) if name in (None, found.owner.name)]
    if not cameras:
        which = f"no camera named {name!r}" if name else "no camera that is switched on"
        raise ToolError(f"The scene has {which}.", code="no_camera", hint="Add one to the scene.")
    if name is not None:
        return [_shot(cameras[0], moment, (0, 0, *size), pipeline)]
    on_screen = [found for found in cameras if _is_on_screen(found)] or cameras[:1]
    ordered = sorted(
        on_screen, key=lambda found: (pipeline.is_overlay(found, moment), *_above(found))
    )
    placed = ((found, _rect(found.fields, size)) for found in ordered)
    return [
        _shot(found, moment, rect, pipeline)
        for found, rect in placed
        if rect[0] < rect[2] and rect[1] < rect[3]
    ]


def _is_on_screen(camera: Component) -> bool:
    """Return whether it draws into no texture, and on the first display."""
    fields = camera.fields
    return not reference(fields, "m_TargetTexture") and not integer(fields, "m_TargetDisplay")


def _above(camera: Component) -> tuple[float, bool]:
    """Unity leaves open who of equal depth is on top; the main camera is what people expect."""
    return number(camera.fields, "m_Depth"), camera.owner.tag == "MainCamera"


def _shot(camera: Component, moment: Moment, rect: Rect, pipeline: RenderPipeline) -> Shot:
    fields, pose = camera.fields, moment.poses[camera.owner.file_id]
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    looks = _world_to_camera(pose)
    view = View(
        camera=looks,
        source=camera.document.file_id,
        scale=_scale(fields, width, height),
        centre=(width / 2, height / 2),
        is_perspective=not flag(fields, "orthographic"),
        near=number(fields, "near clip plane", 0.3),
        far=number(fields, "far clip plane", 1000.0),
        layers=integer(mapping(fields, "m_CullingMask"), "m_Bits", _ALL_LAYERS),
        axis=pipeline.sort_axis(camera, moment) or (looks.zx, looks.zy, looks.zz),
    )
    background = None if pipeline.is_overlay(camera, moment) else _background(fields)
    return Shot(camera, view, rect, background, tuple(_left_out(camera, moment)))


def _scale(fields: Fields, width: int, height: int) -> float:
    if flag(fields, "orthographic"):
        return height / (2 * max(abs(number(fields, "orthographic size", 5.0)), _NEAREST))
    is_across = integer(fields, "m_FOVAxisMode") == 1
    angle = min(max(number(fields, "field of view", 60.0), 0.01), 179.0)
    return (width if is_across else height) / (2 * math.tan(math.radians(angle) / 2))


def _rect(fields: Fields, size: tuple[int, int]) -> Rect:
    """Return left, top, right, bottom in pixels."""
    part = mapping(fields, "m_NormalizedViewPortRect")
    x, y = number(part, "x"), number(part, "y")
    right, top = x + number(part, "width", 1.0), y + number(part, "height", 1.0)
    edges = [round(min(max(edge, 0.0), 1.0) * size[0]) for edge in (x, right)]
    rows = [round((1 - min(max(edge, 0.0), 1.0)) * size[1]) for edge in (top, y)]
    return edges[0], rows[0], edges[1], rows[1]


def _background(fields: Fields) -> Colour | None:
    if integer(fields, "m_ClearFlags", _SOLID_COLOUR) not in (_SKYBOX, _SOLID_COLOUR):
        return None
    red, green, blue = vector(fields, "m_BackGroundColor", (0.19, 0.3, 0.47), "rgb")
    return _byte(red), _byte(green), _byte(blue)


def _world_to_camera(pose: Affine) -> Affine:
    """Return the camera's axes as rows; its scale has no say in what it sees."""
    right = _unit((pose.xx, pose.yx, pose.zx))
    up = _unit((pose.xy, pose.yy, pose.zy))
    away = _unit((pose.xz, pose.yz, pose.zz))
    place = (pose.tx, pose.ty, pose.tz)
    rows = ((*axis, -_dot(axis, place)) for axis in (right, up, away))
    return Affine(*(value for row in rows for value in row))


def _unit(axis: Point) -> Point:
    length = math.hypot(*axis) or 1.0
    return axis[0] / length, axis[1] / length, axis[2] / length


def _dot(one: Point, other: Point) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _left_out(camera: Component, moment: Moment) -> Iterator[str]:
    fields, name = camera.fields, camera.owner.name
    if not flag(fields, "orthographic"):
        yield f"Perspective shows objects flat, at the scale of their distance: {name}."
    if integer(fields, "m_ClearFlags", _SOLID_COLOUR) == _SKYBOX and _has_sky(moment):
        yield f"The skybox is shown as the background colour: {name}."


def _has_sky(moment: Moment) -> bool:
    """Return whether there is a skybox at all; in most 2D scenes there is none."""
    settings = moment.graph.documents(_RENDER_SETTINGS)
    return any(reference(found.fields, "m_SkyboxMaterial") for found in settings)


def _byte(value: float) -> int:
    return round(min(max(value, 0.0), 1.0) * 255)
