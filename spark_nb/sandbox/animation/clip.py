"""Animation clips: what an ``.anim`` file changes over time, by the paths of objects."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from spark_nb.sandbox.animation.curve import Curve, read_curve
from spark_nb.sandbox.scene.field import (
    Fields,
    flag,
    integer,
    items,
    mapping,
    number,
    reference,
    text,
)

CLIP = 74
Wrap = Literal["once", "loop", "ping_pong"]
Part = Literal["position", "rotation", "euler", "scale"]
_EARLY = 1e-6  # seconds: times of keys are written rounded
_LEAST_LENGTH_S = 1e-4
_LEGACY_WRAPS: dict[int, Wrap] = {2: "loop", 4: "ping_pong"}
_PARTS: dict[str, tuple[Part, str]] = {
    "m_PositionCurves": ("position", "xyz"),
    "m_RotationCurves": ("rotation", "xyzw"),
    "m_EulerCurves": ("euler", "xyz"),
    "m_ScaleCurves": ("scale", "xyz"),
}


@dataclass(frozen=True, slots=True, eq=False)
class TransformTrack:
    """How the object at ``path`` stands to its parent; euler angles are in degrees."""

    path: str
    part: Part
    curves: tuple[Curve, ...]

    @property
    def end(self) -> float:
        return max(curve.end for curve in self.curves)

    def at(self, time: float) -> tuple[float, ...]:
        return tuple(curve.at(time) for curve in self.curves)


@dataclass(frozen=True, slots=True, eq=False)
class Binding:
    """A property of a component; ``script`` is its GUID where the class is a script's."""

    path: str
    class_id: int
    script: str | None
    attribute: str


@dataclass(frozen=True, slots=True, eq=False)
class NumberTrack:
    """A number of a component."""

    binding: Binding
    curve: Curve

    @property
    def end(self) -> float:
        return self.curve.end


@dataclass(frozen=True, slots=True, eq=False)
class ObjectTrack:
    """A reference of a component, such as a renderer's sprite; each holds until the next."""

    binding: Binding
    times: tuple[float, ...]
    values: tuple[Fields, ...]
    end: float

    def at(self, time: float) -> Fields:
        return self.values[max(bisect_right(self.times, time) - 1, 0)]


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """``start`` and ``stop`` are seconds on the curves; ``offset`` is in parts of the length."""

    name: str
    start: float
    stop: float
    wrap: Wrap
    offset: float
    transforms: tuple[TransformTrack, ...]
    numbers: tuple[NumberTrack, ...]
    objects: tuple[ObjectTrack, ...]

    @property
    def length(self) -> float:
        return max(self.stop - self.start, _LEAST_LENGTH_S)

    def time_at(self, played_s: float, offset: float = 0.0, wrap: Wrap | None = None) -> float:
        """Return the time on the curves after so many seconds of play."""
        wrap = wrap or self.wrap
        played_s += (self.offset + offset) * self.length + _EARLY
        if wrap == "loop":
            return self.start + played_s % self.length
        if wrap == "ping_pong":
            turn = played_s % (2 * self.length)
            return self.start + min(turn, 2 * self.length - turn)
        return self.start + min(max(played_s, 0.0), self.length)


def read_clip(fields: Fields) -> Clip:
    settings = mapping(fields, "m_AnimationClipSettings")
    transforms = tuple(_transforms(fields))
    numbers, objects = tuple(_numbers(fields)), tuple(_objects(fields))
    ends = [track.end for group in (transforms, numbers, objects) for track in group]
    return Clip(
        name=text(fields, "m_Name"),
        start=number(settings, "m_StartTime"),
        stop=number(settings, "m_StopTime", max(ends, default=0.0)),
        wrap=_wrap(fields, settings),
        offset=number(settings, "m_CycleOffset"),
        transforms=transforms,
        numbers=numbers,
        objects=objects,
    )


def _wrap(fields: Fields, settings: Fields) -> Wrap:
    if flag(fields, "m_Legacy"):
        return _LEGACY_WRAPS.get(integer(fields, "m_WrapMode"), "once")
    return "loop" if flag(settings, "m_LoopTime") else "once"


def legacy_wrap(component: Fields) -> Wrap | None:
    """Return how an Animation component goes on at the end; None leaves that to the clip."""
    return _LEGACY_WRAPS.get(integer(component, "m_WrapMode"))


def _transforms(fields: Fields) -> Iterator[TransformTrack]:
    for key, (part, axes) in _PARTS.items():
        for entry in _entries(fields, key):
            curves = [read_curve(mapping(entry, "curve"), axis) for axis in axes]
            found = tuple(curve for curve in curves if curve is not None)
            if len(found) == len(axes):
                yield TransformTrack(text(entry, "path"), part, found)


def _numbers(fields: Fields) -> Iterator[NumberTrack]:
    for entry in _entries(fields, "m_FloatCurves"):
        curve = read_curve(mapping(entry, "curve"))
        if curve is not None:
            yield NumberTrack(_binding(entry), curve)


def _objects(fields: Fields) -> Iterator[ObjectTrack]:
    """A sprite stays for a frame, so the track ends one frame after its last key."""
    frame = 1 / max(number(fields, "m_SampleRate", 60.0), 1e-3)
    for entry in _entries(fields, "m_PPtrCurves"):
        keys = [key for key in items(entry, "curve") if isinstance(key, dict)]
        keys.sort(key=lambda key: number(key, "time"))
        if keys:
            times = tuple(number(key, "time") for key in keys)
            values = tuple(mapping(key, "value") for key in keys)
            yield ObjectTrack(_binding(entry), times, values, times[-1] + frame)


def _entries(fields: Fields, key: str) -> Iterator[dict[str, Any]]:
    return (entry for entry in items(fields, key) if isinstance(entry, dict))


def _binding(entry: Fields) -> Binding:
    script = reference(entry, "script")
    return Binding(
        path=text(entry, "path"),
        class_id=integer(entry, "classID"),
        script=script.guid if script else None,
        attribute=text(entry, "attribute"),
    )


def quaternion(degrees: tuple[float, ...]) -> tuple[float, float, float, float]:
    """Return x, y, z, w of a turn about z first, then x, then y, as Unity orders them."""
    half = [math.radians(angle) / 2 for angle in degrees]
    (sx, cx), (sy, cy), (sz, cz) = ((math.sin(angle), math.cos(angle)) for angle in half)
    return (
        cy * sx * cz + sy * cx * sz,
        sy * cx * cz - cy * sx * sz,
        cy * cx * sz - sy * sx * cz,
        cy * cx * cz + sy * sx * sz,
    )
