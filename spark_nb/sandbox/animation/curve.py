"""Animation curves as Unity reckons them: cubic between keys, with a slope on either side."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import Any, NamedTuple

from spark_nb.sandbox.scene.field import Fields, integer, items, number

_THIRD = 1 / 3
_WEIGHTED_IN, _WEIGHTED_OUT = 1, 2
_HALVINGS = 40  # to where doubles no longer tell the ends apart


class Key(NamedTuple):
    """Slopes are in units per second; an infinite one holds the value until the next key.

    Weights are how far a slope reaches, in parts of the way to the neighbour.
    """

    time: float
    value: float
    in_slope: float
    out_slope: float
    in_weight: float = _THIRD
    out_weight: float = _THIRD


class Curve:
    """``keys`` are in the order of time; there is at least one."""

    def __init__(self, keys: list[Key]) -> None:
        self._keys = keys
        self._times = [key.time for key in keys]

    @property
    def end(self) -> float:
        return self._times[-1]

    def at(self, time: float) -> float:
        """Return the value at a time; before the first and after the last key it stays."""
        index = bisect_right(self._times, time)
        if index == 0:
            return self._keys[0].value
        if index == len(self._keys):
            return self._keys[-1].value
        return _between(self._keys[index - 1], self._keys[index], time)


def _between(start: Key, end: Key, time: float) -> float:
    if math.isinf(start.out_slope) or math.isinf(end.in_slope):
        return start.value
    length = end.time - start.time
    part = (time - start.time) / length
    if (start.out_weight, end.in_weight) != (_THIRD, _THIRD):
        part = _part_of_way(start.out_weight, 1 - end.in_weight, part)
    rise = start.value + start.out_slope * start.out_weight * length
    fall = end.value - end.in_slope * end.in_weight * length
    return _bezier(start.value, rise, fall, end.value, part)


def _part_of_way(rise: float, fall: float, part: float) -> float:
    """Return the parameter at which the curve of times 0, rise, fall, 1 has come to ``part``."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _bezier(0.0, rise, fall, 1.0, middle) < part:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _bezier(a: float, b: float, c: float, d: float, t: float) -> float:
    s = 1 - t
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d


def read_curve(fields: Fields, axis: str | None = None) -> Curve | None:
    """Read a curve of numbers, or one axis of a curve of vectors; None where it has no keys."""
    keys = [_key(entry, axis) for entry in items(fields, "m_Curve") if isinstance(entry, dict)]
    return Curve(sorted(keys, key=lambda key: key.time)) if keys else None


def _key(fields: Fields, axis: str | None) -> Key:
    weighted = integer(fields, "weightedMode")
    return Key(
        time=number(fields, "time"),
        value=_part(fields, "value", axis),
        in_slope=_part(fields, "inSlope", axis),
        out_slope=_part(fields, "outSlope", axis),
        in_weight=_weight(fields, "inWeight", axis) if weighted & _WEIGHTED_IN else _THIRD,
        out_weight=_weight(fields, "outWeight", axis) if weighted & _WEIGHTED_OUT else _THIRD,
    )


def _weight(fields: Fields, key: str, axis: str | None) -> float:
    found = _part(fields, key, axis)
    return min(max(found, 0.0), 1.0) if math.isfinite(found) else _THIRD


def _part(fields: Fields, key: str, axis: str | None) -> float:
    """Read a number that may be infinite, which is how Unity writes a step."""
    value: Any = fields.get(key)
    if axis is not None:
        value = value.get(axis) if isinstance(value, dict) else None
    try:
        found = float(value)
    except (TypeError, ValueError):
        return 0.0
    return 0.0 if math.isnan(found) else found
