"""Pictures as files: frames in a row, indexed PNGs, and how they are cut and imported."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from forge.art.canvas import Picture
from forge.art.palette import Palette
from forge.unity.texture_meta import Frame, Import


@dataclass(frozen=True)
class Sheet:
    """Frames of one size in a row; ``pivot`` is in parts of a frame from its lower left."""

    width: int
    height: int
    names: tuple[str, ...]
    pivot: tuple[float, float] = (0.5, 0.5)

    def frames(self) -> tuple[Frame, ...]:
        return tuple(
            Frame(name, at * self.width, 0, self.width, self.height, self.pivot)
            for at, name in enumerate(self.names)
        )


def numbered(stem: str, count: int) -> tuple[str, ...]:
    return tuple(f"{stem}_{number}" for number in range(count))


def in_a_row(pictures: Sequence[Picture]) -> Picture:
    """Join pictures of one size side by side."""
    return np.hstack(pictures)


def in_rows(pictures: Sequence[Sequence[Picture]]) -> Picture:
    """Join rows of pictures, the first row on top."""
    return np.vstack([in_a_row(row) for row in pictures])


def grid_frames(
    names: Sequence[Sequence[str]], width: int, height: int, how: Frame | None = None
) -> tuple[Frame, ...]:
    """Return the frames of rows of equal pictures, the first row on top; ``""`` is left out.

    ``how`` lends its pivot, border and shape to each.
    """
    like = how or Frame("", 0, 0, width, height)
    return tuple(
        replace(like, name=name, x=x * width, y=(len(names) - 1 - y) * height)
        for y, row in enumerate(names)
        for x, name in enumerate(row)
        if name
    )


def png(picture: Picture, palette: Palette) -> bytes:
    """Return an indexed PNG whose colour 0 is transparent."""
    image = Image.fromarray(picture, "P")
    image.putpalette(palette.rgb_bytes())
    packed = io.BytesIO()
    image.save(packed, "PNG", transparency=0, optimize=True)
    return packed.getvalue()


def check_frames(picture: Picture, how: Import) -> None:
    """Raise ValueError when a frame lies outside its picture or the picture is too large."""
    height, width = picture.shape
    if max(width, height) > how.max_size:
        raise ValueError(f"A picture of {width} x {height} is imported at {how.max_size} at most")
    for frame in how.frames:
        if frame.x + frame.width > width or frame.y + frame.height > height:
            raise ValueError(f"Frame {frame.name} is not within {width} x {height}")
