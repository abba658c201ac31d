"""Textures taken apart: the sprites of a sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from PIL import Image, UnidentifiedImageError

from spark_nb.domain.unity import AssetPart
from spark_nb.errors import ToolError
from spark_nb.sandbox.parts.islands import find_islands
from spark_nb.sandbox.scene.block_yaml import UnreadableYaml, read_yaml
from spark_nb.sandbox.scene.field import Fields, integer, items, mapping, number, text, vector

_MULTIPLE = 2
_LIMIT_PX = 8192 * 8192


def texture_parts(path: str, content: bytes, meta: str) -> list[AssetPart]:
    """Return sprites with their pixels: x and y of the lower left corner, as Unity counts.

    ``source`` says who cut them: the ``.meta``, or gaps between islands of opaque pixels. Raises
    ToolError when the picture cannot be read.
    """
    importer = texture_importer(meta)
    image = _opened(path, content)
    listed = items(mapping(importer, "spriteSheet"), "sprites")
    if integer(importer, "spriteMode", 1) == _MULTIPLE and listed:
        return [_listed(entry) for entry in listed if isinstance(entry, dict)]
    return list(_islands(PurePosixPath(path).stem, image))


def texture_importer(meta: str) -> Fields:
    """Return the import settings in the text of a ``.meta``; empty when there are none."""
    try:
        document = read_yaml(meta)
    except UnreadableYaml:
        return {}
    return mapping(document if isinstance(document, dict) else {}, "TextureImporter")


def _opened(path: str, content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > _LIMIT_PX:
                raise ToolError(f"{path} has over {_LIMIT_PX} pixels.", code="too_large")
            return image.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ToolError(
            f"{path} cannot be read as a picture: {type(error).__name__}.",
            code="unreadable",
            hint="Export it again.",
        ) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ToolError(f"{path} has too many pixels.", code="too_large") from None


def _listed(entry: Fields) -> AssetPart:
    rect = mapping(entry, "rect")
    pivot = vector(entry, "pivot", (0.5, 0.5))
    return _sprite(
        text(entry, "name"),
        "meta",
        tuple(number(rect, side) for side in ("x", "y", "width", "height")),
        pivot=list(pivot[:2]),
        border=list(vector(entry, "border", (0.0, 0.0, 0.0, 0.0))),
        internal_id=integer(entry, "internalID"),
    )


def _islands(stem: str, image: Image.Image) -> Iterator[AssetPart]:
    boxes = find_islands(image)
    if len(boxes) < 2:
        yield _sprite(stem, "whole", (0, 0, image.width, image.height))
        return
    for index, (left, top, right, low) in enumerate(boxes):
        rect = left, image.height - low, right - left, low - top
        yield _sprite(f"{stem}_{index}", "islands", rect)


def _sprite(name: str, source: str, rect: tuple[float, ...], **more: Any) -> AssetPart:
    x, y, width, height = rect
    fields = {"x": x, "y": y, "width": width, "height": height}
    return AssetPart.model_validate(
        {"name": name, "kind": "sprite", "source": source} | fields | more
    )
