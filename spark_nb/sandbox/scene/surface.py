"""The picture of a camera while it is drawn."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PIL import Image, ImageChops

from spark_nb.sandbox.scene.camera import View

_CACHE_BYTES = 96 * 1024 * 1024
_LARGEST_FRAMES = 8
_LARGEST_PIXELS = 8 * 1024 * 1024


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
    """``image`` is RGB, or RGBA while something is put together that is not opaque yet.

    ``view`` tells where the world is in it. ``clip`` says how much of each pixel may be drawn on.
    """

    image: Image.Image
    view: View
    cache: PictureCache
    clip: Image.Image | None = None

    @property
    def largest(self) -> int:
        """Pixels of a picture worth keeping whole; of a larger one what is seen is drawn."""
        return min(_LARGEST_FRAMES * self.image.width * self.image.height, _LARGEST_PIXELS)

    def stamp(self, picture: Image.Image, left: int, top: int) -> None:
        """Lay a picture, RGBA or opaque RGB, over it; what sticks out is cut off."""
        if self.clip is not None:
            picture = self._clipped(picture, self.clip, left, top)
        if self.image.mode == "RGBA":
            self._blend(picture, left, top)
        else:
            lay(self.image, picture, left, top)

    def _blend(self, picture: Image.Image, left: int, top: int) -> None:
        """Lay it over what may be clear itself."""
        seen = (
            max(-left, 0),
            max(-top, 0),
            min(self.image.width - left, picture.width),
            min(self.image.height - top, picture.height),
        )
        if seen[0] < seen[2] and seen[1] < seen[3]:
            picture = picture if picture.mode == "RGBA" else picture.convert("RGBA")
            self.image.alpha_composite(picture, (left + seen[0], top + seen[1]), seen)

    @staticmethod
    def _clipped(picture: Image.Image, clip: Image.Image, left: int, top: int) -> Image.Image:
        part = clip.crop((left, top, left + picture.width, top + picture.height))
        if picture.mode == "RGBA":
            part = ImageChops.multiply(picture.getchannel("A"), part)
        clipped = picture.copy()
        clipped.putalpha(part)
        return clipped


def lay(image: Image.Image, picture: Image.Image, left: int, top: int) -> None:
    """Lay a picture, RGBA or opaque RGB, over an RGB one."""
    image.paste(picture, (left, top), picture if picture.mode == "RGBA" else None)


def flattened(picture: Image.Image) -> Image.Image:
    """Return it as RGB when no pixel lets anything through: that is drawn without blending."""
    least, _ = picture.getchannel("A").getextrema()
    return picture.convert("RGB") if least == 255 else picture


def _bytes(picture: Image.Image) -> int:
    return picture.width * picture.height * (1 if picture.mode == "L" else 4)
