"""Positions and orientations in space."""

from __future__ import annotations

import math
from typing import NamedTuple


class Affine(NamedTuple):
    """Rows of a 3x4 matrix: ``x' = xx*x + xy*y + xz*z + tx``."""

    xx: float
    xy: float
    xz: float
    tx: float
    yx: float
    yy: float
    yz: float
    ty: float
    zx: float
    zy: float
    zz: float
    tz: float

    def then(self, inner: Affine) -> Affine:
        """Return the map that applies ``inner`` first."""
        a, b, c, t, d, e, f, u, g, h, i, v = self
        j, k, l, m, n, o, p, q, r, s, w, x = inner  # noqa: E741
        return Affine(
            a * j + b * n + c * r,
            a * k + b * o + c * s,
            a * l + b * p + c * w,
            a * m + b * q + c * x + t,
            d * j + e * n + f * r,
            d * k + e * o + f * s,
            d * l + e * p + f * w,
            d * m + e * q + f * x + u,
            g * j + h * n + i * r,
            g * k + h * o + i * s,
            g * l + h * p + i * w,
            g * m + h * q + i * x + v,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the plane z = 0 lands, seen along z."""
        return self.xx * x + self.xy * y + self.tx, self.yx * x + self.yy * y + self.ty

    @property
    def angle(self) -> float:
        """Rotation about z in radians, of the image of the x axis."""
        return math.atan2(self.yx, self.xx)


IDENTITY = Affine(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0)


def from_parts(
    position: tuple[float, ...], rotation: tuple[float, ...], scale: tuple[float, ...]
) -> Affine:
    """Scale first, then rotate by the quaternion (x, y, z, w), then move."""
    x, y, z, w = rotation
    norm = math.sqrt(x * x + y * y + z * z + w * w) or 1.0
    x, y, z, w = x / norm, y / norm, z / norm, w / norm
    sx, sy, sz = scale
    return Affine(
        (1 - 2 * (y * y + z * z)) * sx,
        2 * (x * y - z * w) * sy,
        2 * (x * z + y * w) * sz,
        position[0],
        2 * (x * y + z * w) * sx,
        (1 - 2 * (x * x + z * z)) * sy,
        2 * (y * z - x * w) * sz,
        position[1],
        2 * (x * z - y * w) * sx,
        2 * (y * z + x * w) * sy,
        (1 - 2 * (x * x + y * y)) * sz,
        position[2],
    )


def moved(pose: Affine, x: float, y: float, turn: float) -> Affine:
    """Return ``pose`` turned by ``turn`` radians about z and placed at x, y; scale and z stay."""
    cos, sin = math.cos(turn), math.sin(turn)
    spin = Affine(cos, -sin, 0, 0, sin, cos, 0, 0, 0, 0, 1, 0)
    return spin.then(pose)._replace(tx=x, ty=y)
