"""Sprites out of texture assets, as their ``.meta`` cuts them."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from spark_nb.domain.meta_file import META
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.scan import Snapshot
from spark_nb.sandbox.scene.block_yaml import UnreadableYaml, read_yaml
from spark_nb.sandbox.scene.field import (
    Fields,
    Reference,
    as_integer,
    integer,
    items,
    mapping,
    number,
    text,
    vector,
)
from spark_nb.sandbox.scene.slices import Borders
from spark_nb.sandbox.scene.sprite import PhysicsShape, Sprite
from spark_nb.sandbox.scene.stock_sprites import stock_sprite

_SPRITE = 213
_TEXTURE = 2800000
_SINGLE = 21300000
_MULTIPLE = 2
_CUSTOM = 9
_PIVOTS = {
    0: (0.5, 0.5),
    1: (0.0, 1.0),
    2: (0.5, 1.0),
    3: (1.0, 1.0),
    4: (0.0, 0.5),
    5: (1.0, 0.5),
    6: (0.0, 0.0),
    7: (0.5, 0.0),
    8: (1.0, 0.0),
}


class SpriteLibrary:
    """Reads each texture once while its file and its ``.meta`` stay the same."""

    def __init__(self, project: ProjectFolder) -> None:
        self._project = project
        self._textures: dict[str, tuple[object, dict[int, Sprite]]] = {}

    def find(self, reference: Reference, snapshot: Snapshot) -> Sprite | None:
        """Return None when the asset, or that part of it, is not there or no picture."""
        if reference.guid is None:
            return None
        path = self._project.guid_index(snapshot).path(reference.guid)
        if path is None:
            return stock_sprite(reference)
        stamp = snapshot.files.get(path), snapshot.files.get(path + META)
        known = self._textures.get(path)
        if known is None or known[0] != stamp:
            known = stamp, self._read(path)
            self._textures[path] = known
        return known[1].get(reference.file_id)

    def _read(self, path: str) -> dict[int, Sprite]:
        content, meta = self._project.read(path), self._project.read(path + META)
        if content is None or meta is None:
            return {}
        try:
            with Image.open(io.BytesIO(content)) as opened:
                image = opened.convert("RGBA")
            document = read_yaml(meta.decode("utf-8", "replace"))
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, UnreadableYaml):
            return {}
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            return {}
        importer = mapping(document if isinstance(document, dict) else {}, "TextureImporter")
        return _cut(image, importer)


def _cut(image: Image.Image, importer: Fields) -> dict[int, Sprite]:
    per_unit = number(importer, "spritePixelsToUnits", 100.0)
    per_unit = per_unit if per_unit > 0 else 100.0
    smooth = integer(mapping(importer, "textureSettings"), "filterMode", 1) != 0
    found = {_TEXTURE: Sprite(image, (0.5, 0.5), per_unit, smooth)}
    if integer(importer, "spriteMode", 1) != _MULTIPLE:
        pivot, borders = _pivot(importer, "spritePivot"), _borders(importer, "spriteBorder")
        shape = _physics_shape(mapping(importer, "spriteSheet"))
        return found | {_SINGLE: Sprite(image, pivot, per_unit, smooth, borders, shape)}
    named = _ids_by_name(importer)
    for index, entry in enumerate(items(mapping(importer, "spriteSheet"), "sprites")):
        part = _part(image, mapping(entry, "rect")) if isinstance(entry, dict) else None
        if part is not None:
            pivot, borders = _pivot(entry, "pivot"), _borders(entry, "border")
            known = integer(entry, "internalID") or named.get(text(entry, "name"))
            file_id = known or _SINGLE + 2 * index
            shape = _physics_shape(entry)
            found[file_id] = Sprite(part, pivot, per_unit, smooth, borders, shape)
    return found


def _ids_by_name(importer: Fields) -> dict[str, int]:
    """Return file ids by sprite name from the table that this version of Unity wrote."""
    ids = {}
    for file_id, name in mapping(importer, "fileIDToRecycleName").items():
        ids[str(name)] = as_integer(file_id)
    for entry in items(importer, "internalIDToNameTable"):
        if isinstance(entry, dict):
            ids[text(entry, "second")] = integer(mapping(entry, "first"), str(_SPRITE))
    table = mapping(mapping(importer, "spriteSheet"), "nameFileIdTable")
    return ids | {name: integer(table, name) for name in table}


def _borders(fields: Fields, key: str) -> Borders:
    left, low, right, high = (max(side, 0.0) for side in vector(fields, key, (0, 0, 0, 0)))
    return Borders(left, low, right, high)


def _part(image: Image.Image, rect: Fields) -> Image.Image | None:
    """Crop; Unity counts y from the lower edge."""
    left, low = round(number(rect, "x")), round(number(rect, "y"))
    right = min(left + round(number(rect, "width")), image.width)
    top = min(low + round(number(rect, "height")), image.height)
    if left < 0 or low < 0 or right <= left or top <= low:
        return None
    return image.crop((left, image.height - top, right, image.height - low))


def _pivot(fields: Fields, key: str) -> tuple[float, float]:
    alignment = integer(fields, "alignment")
    if alignment == _CUSTOM:
        x, y = vector(fields, key, (0.5, 0.5))
        return x, y
    return _PIVOTS.get(alignment, (0.5, 0.5))


def _physics_shape(fields: Fields) -> PhysicsShape:
    return tuple(
        tuple((number(point, "x"), number(point, "y")) for point in path)
        for path in items(fields, "physicsShape")
        if isinstance(path, list) and all(isinstance(point, dict) for point in path)
    )
