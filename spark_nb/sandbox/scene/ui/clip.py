"""What masks leave to be seen."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageChops

from spark_nb.sandbox.scene.ui.placement import Box, Layer, overlap

_ANY = [0] + [255] * 255  # a mask shows wherever its graphic is not quite clear


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """``mask`` covers ``box`` and is white where something shows; None shows all of it."""

    box: Box
    mask: Image.Image | None = None

    def inside(self, box: Box) -> Clip | None:
        """Return what shows inside ``box`` too; None for nothing."""
        seen = overlap(self.box, box)
        return Clip(seen, self._part(seen)) if seen else None

    def under(self, graphic: Layer) -> Clip | None:
        """Return what shows under a mask's graphic too; None for nothing."""
        clip, layer = self.inside(graphic.box), graphic.cut(self.box)
        if clip is None or layer is None:
            return None
        mask = layer.image.getchannel("A").point(_ANY)
        return Clip(clip.box, ImageChops.darker(mask, clip.mask) if clip.mask else mask)

    def cut(self, layer: Layer) -> Layer | None:
        """Return what shows of a picture; None for nothing."""
        seen = layer.cut(self.box)
        mask = self._part(seen.box) if seen else None
        if seen is None or mask is None:
            return seen
        picture = seen.image.copy()
        picture.putalpha(ImageChops.multiply(picture.getchannel("A"), mask))
        return Layer(picture, seen.left, seen.top)

    def _part(self, box: Box) -> Image.Image | None:
        if self.mask is None or box == self.box:
            return self.mask
        left, top = self.box[:2]
        return self.mask.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
