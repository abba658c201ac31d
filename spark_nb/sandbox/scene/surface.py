"""The picture of a camera while it is drawn."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PIL import Image

from spark_nb.sandbox.scene.camera import View

_CACHE_BYTES = 96 * 1024 * 1024


class PictureCache:
    """Keeps pictures that were scaled or put together, for the next frame needs most again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Image.Image] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], Image.Image]) -> Image.Image:
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        made = make()
        self._kept[key] = made
        self._bytes += _bytes(made)
        while self._bytes > _CACHE_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= _bytes(dropped)
        return made


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """``image`` is RGBA and opaque; ``view`` tells where the world is in it."""

    image: Image.Image
    view: View
    cache: PictureCache

    def stamp(self, picture: Image.Image, left: int, top: int) -> None:
        """Lay an RGBA picture over it; what sticks out is cut off."""
        seen = (
            max(-left, 0),
            max(-top, 0),
            min(self.image.width - left, picture.width),
            min(self.image.height - top, picture.height),
        )
        if seen[0] < seen[2] and seen[1] < seen[3]:
            self.image.alpha_composite(picture, (left + seen[0], top + seen[1]), seen)


def _bytes(picture: Image.Image) -> int:
    return picture.width * picture.height * len(picture.getbands())
