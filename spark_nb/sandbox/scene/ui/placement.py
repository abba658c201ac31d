"""From a rectangle's own units to pixels of the frame."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image
from PIL.Image import Resampling, Transform, Transpose

from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.camera import View
from spark_nb.sandbox.scene.rect_transform import Rect
from spark_nb.sandbox.scene.slices import whole

_STRAIGHT = 1e-4
_MAX_PIXELS = 2_000_000  # of a picture that is drawn before it is turned or cut, or of
_MAX_FRAMES = 4  # so many frames if that is more
_MAX_SIDE = 8192
_FARTHEST = 1e7  # pixels; edges beyond it may as well be there
Size = tuple[int, int]
Box = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """An RGBA picture and the pixel of the frame where its upper left corner is."""

    image: Image.Image
    left: int
    top: int

    @property
    def box(self) -> Box:
        return self.left, self.top, self.left + self.image.width, self.top + self.image.height

    def cut(self, box: Box) -> Layer | None:
        """Return what lies inside ``box``; None for nothing."""
        seen = overlap(self.box, box)
        if seen is None or seen == self.box:
            return None if seen is None else self
        left, top, right, bottom = seen
        part = (left - self.left, top - self.top, right - self.left, bottom - self.top)
        return Layer(self.image.crop(part), left, top)


class Placement(NamedTuple):
    """Pixel x = ``xx`` x + ``xy`` y + ``left``, y likewise; ``frame`` is the frame's size.

    y of pixels goes down.
    """

    xx: float
    xy: float
    left: float
    yx: float
    yy: float
    top: float
    frame: Size

    @property
    def is_straight(self) -> bool:
        return abs(self.xy) < _STRAIGHT and abs(self.yx) < _STRAIGHT

    @property
    def is_upright(self) -> bool:
        """Whether letters need neither turning nor mirroring, nor stretching."""
        same = math.isclose(self.xx, -self.yy, rel_tol=1e-3)
        return self.is_straight and self.xx > 0 and same

    @property
    def is_sound(self) -> bool:
        """Whether it leads anywhere: scales multiply, and may come to be more than a number."""
        return math.isfinite(sum(self[:6]))

    def turned(self, x: float, y: float) -> tuple[float, float]:
        """Return pixels to the right and down, of units that are not from the origin."""
        return self.xx * x + self.xy * y, self.yx * x + self.yy * y

    def at(self, x: float, y: float) -> tuple[float, float]:
        right, down = self.turned(x, y)
        return right + self.left, down + self.top

    def then(self, pose: Affine) -> Placement:
        """Return the placement of what stands at ``pose``, seen flat."""
        left, top = self.at(pose.tx, pose.ty)
        return Placement(
            self.xx * pose.xx + self.xy * pose.yx,
            self.xx * pose.xy + self.xy * pose.yy,
            left,
            self.yx * pose.xx + self.yy * pose.yx,
            self.yx * pose.xy + self.yy * pose.yy,
            top,
            self.frame,
        )

    def box(self, rect: Rect) -> Box:
        """Return the whole pixels whose edges are nearest; neighbours meet without a seam."""
        left, top, right, low = self._edges(rect)
        return whole(left), whole(top), whole(right), whole(low)

    def lay(
        self, rect: Rect, paint: Callable[[Size], Image.Image], *, smooth: bool = True
    ) -> Layer | None:
        """Return what ``paint`` makes of a size in pixels, stretched over ``rect``."""
        if not self.is_sound:
            return None
        if self.is_straight:
            box = self.box(rect)
            if overlap(box, (0, 0, *self.frame)) is None:
                return None
            size = box[2] - box[0], box[3] - box[1]
            if max(size) <= _MAX_SIDE and size[0] * size[1] <= self._most_pixels:
                return Layer(self._mirror(paint(size)), box[0], box[1])
        return self._turn(rect, paint, smooth=smooth)

    def _mirror(self, picture: Image.Image) -> Image.Image:
        picture = picture.transpose(Transpose.FLIP_LEFT_RIGHT) if self.xx < 0 else picture
        return picture.transpose(Transpose.FLIP_TOP_BOTTOM) if self.yy > 0 else picture

    def _turn(
        self, rect: Rect, paint: Callable[[Size], Image.Image], *, smooth: bool
    ) -> Layer | None:
        left, top, right, low = self._edges(rect)
        outer = math.floor(left), math.floor(top), math.ceil(right), math.ceil(low)
        box = overlap(outer, (0, 0, *self.frame))
        determinant = self.xx * self.yy - self.xy * self.yx
        area = abs(determinant * rect.width * rect.height)
        if box is None or not _STRAIGHT < area < math.inf:
            return None
        picture = paint(self._size(rect))
        turned = picture.transform(
            (box[2] - box[0], box[3] - box[1]),
            Transform.AFFINE,
            self._inverse(rect, picture.size, determinant, box),
            resample=Resampling.BILINEAR if smooth else Resampling.NEAREST,
        )
        return Layer(turned, box[0], box[1])

    @property
    def _most_pixels(self) -> int:
        return max(_MAX_PIXELS, _MAX_FRAMES * self.frame[0] * self.frame[1])

    def _edges(self, rect: Rect) -> tuple[float, float, float, float]:
        """Return the left, upper, right and lower edge of what ``rect`` covers, in pixels."""
        corners = [self.at(x, y) for x in rect[::2] for y in rect[1::2]]
        xs, ys = ([_near(corner[axis]) for corner in corners] for axis in (0, 1))
        return min(xs), min(ys), max(xs), max(ys)

    def _size(self, rect: Rect) -> Size:
        """Return how large a picture is to be before it is turned."""
        width = min(rect.width * math.hypot(self.xx, self.yx), _MAX_SIDE)
        height = min(rect.height * math.hypot(self.xy, self.yy), _MAX_SIDE)
        shrink = min(1.0, math.sqrt(self._most_pixels / max(width * height, 1.0)))
        return max(round(width * shrink), 1), max(round(height * shrink), 1)

    def _inverse(self, rect: Rect, size: Size, determinant: float, box: Box) -> tuple[float, ...]:
        """Return the map from a pixel of ``box`` to one of a picture that covers ``rect``."""
        across, down = size[0] / rect.width, size[1] / rect.height
        a, b = self.yy / determinant * across, -self.xy / determinant * across
        d, e = self.yx / determinant * down, -self.xx / determinant * down
        origin = self.at(rect.left, rect.high)
        x, y = box[0] - origin[0], box[1] - origin[1]
        return a, b, a * x + b * y, d, e, d * x + e * y


def in_view(view: View, pose: Affine, frame: Size) -> Placement:
    """Return where something is that stands at ``pose`` in the world."""
    seen = view.project(pose)
    return Placement(seen.xx, seen.xy, seen.tx, seen.yx, seen.yy, seen.ty, frame)


def _near(pixel: float) -> float:
    return 0.0 if math.isnan(pixel) else min(max(pixel, -_FARTHEST), _FARTHEST)


def overlap(one: Box, other: Box) -> Box | None:
    """Return the pixels that both have; None for none."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[2], other[2]), min(one[3], other[3])
    return (left, top, right, bottom) if left < right and top < bottom else None
