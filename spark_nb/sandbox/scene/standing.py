"""Pictures of what stands still, kept from frame to frame for one camera."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PIL import Image

from spark_nb.sandbox.scene.camera import Shot
from spark_nb.sandbox.scene.draw_list import Placed
from spark_nb.sandbox.scene.surface import PictureCache, flattened, lay

_BLOCK = 128  # things in a row of the order, drawn as one picture when nothing moves between
_LARGEST_PIXELS = 4 * 1024 * 1024  # of a frame; blocks of a larger one would crowd out all else
_UNKNOWN = (0, 0, 0, 0)
Draw = Callable[[Image.Image, Iterable[Placed]], None]


class Standing:
    """``draw`` draws things as the camera of ``shot`` sees them."""

    def __init__(self, shot: Shot, still: list[Placed], draw: Draw, cache: PictureCache) -> None:
        self._shot = shot
        self._still = still
        self._draw = draw
        self._cache = cache
        self._backdrop: tuple[int, Image.Image] | None = None
        self._boxes: dict[int, tuple[int, int, int, int] | None] = {}

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
        if first >= last or image.width * image.height > _LARGEST_PIXELS:
            self._draw(image, self._still[start:end])
            return
        self._draw(image, self._still[start : first * _BLOCK])
        for block in range(first, last):
            self._lay_block(image, block)
        self._draw(image, self._still[last * _BLOCK : end])

    def _lay_block(self, image: Image.Image, block: int) -> None:
        """Lay the picture of a block; where it lies is kept though the picture may not be."""

        def make() -> Image.Image:
            drawn = Image.new("RGBA", self._shot.size)
            self._draw(drawn, self._still[block * _BLOCK : (block + 1) * _BLOCK])
            self._boxes[block] = drawn.getbbox()
            return flattened(drawn.crop(self._boxes[block] or (0, 0, 1, 1)))

        if self._boxes.get(block, _UNKNOWN) is not None:
            picture = self._cache.get((self, block), make)
            box = self._boxes[block]
            if box is not None:
                lay(image, picture, box[0], box[1])
