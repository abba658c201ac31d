"""Pictures of what stands still, kept from frame to frame for one camera."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PIL import Image

from spark_nb.sandbox.scene.camera import Shot
from spark_nb.sandbox.scene.draw_list import Placed
from spark_nb.sandbox.scene.surface import flattened, lay

_BLOCK = 128  # things in a row of the order, drawn as one picture when nothing moves between
Draw = Callable[[Image.Image, Iterable[Placed]], None]


class Layer(NamedTuple):
    """A picture and where it lies."""

    picture: Image.Image
    left: int
    top: int


class Standing:
    """``draw`` draws things as the camera of ``shot`` sees them."""

    def __init__(self, shot: Shot, still: list[Placed], draw: Draw) -> None:
        self._shot = shot
        self._still = still
        self._draw = draw
        self._backdrop: tuple[int, Image.Image] | None = None
        self._blocks: dict[int, Layer | None] = {}

    def is_of(self, shot: Shot, still: list[Placed]) -> bool:
        """Return whether these are pictures of these very things, seen like this."""
        mine, its = self._shot, shot
        return self._still is still and (mine.view, mine.rect, mine.background) == (
            its.view,
            its.rect,
            its.background,
        )

    def backdrop(self, count: int) -> Image.Image:
        """Return the background with the first so many things on it."""
        if self._backdrop is None or self._backdrop[0] != count:
            image = Image.new("RGB", self._shot.size, self._shot.background or 0)
            self.draw_on(image, 0, count)
            self._backdrop = count, image
        return self._backdrop[1]

    def draw_on(self, image: Image.Image, start: int, end: int) -> None:
        """Draw a run of things, whole blocks of them as one picture."""
        first, last = -(-start // _BLOCK), end // _BLOCK
        if first >= last:
            self._draw(image, self._still[start:end])
            return
        self._draw(image, self._still[start : first * _BLOCK])
        for block in range(first, last):
            layer = self._block(block)
            if layer is not None:
                lay(image, *layer)
        self._draw(image, self._still[last * _BLOCK : end])

    def _block(self, block: int) -> Layer | None:
        if block not in self._blocks:
            image = Image.new("RGBA", self._shot.size)
            self._draw(image, self._still[block * _BLOCK : (block + 1) * _BLOCK])
            seen = image.getbbox()
            layer = Layer(flattened(image.crop(seen)), *seen[:2]) if seen else None
            self._blocks[block] = layer
        return self._blocks[block]
