"""Puts a frame together from what the cameras see."""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image

from spark_nb.sandbox.scene.camera import Shot
from spark_nb.sandbox.scene.draw_list import Placed
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.scene import Scene
from spark_nb.sandbox.scene.sprite_mask import Mask, under_masks
from spark_nb.sandbox.scene.surface import PictureCache, Surface

_BLACK = (0, 0, 0)


class Compositor:
    """Draws one scene. Keeps backdrops: the colour, and what stands still behind all else."""

    def __init__(self, scene: Scene, cache: PictureCache) -> None:
        self._scene = scene
        self._cache = cache
        self._backdrops: dict[int, tuple[object, Image.Image]] = {}

    def frame(self, moment: Moment, shots: Iterable[Shot], size: tuple[int, int]) -> Image.Image:
        """Return an RGB picture of what the cameras see, one over the other."""
        frame = Image.new("RGB", size, _BLACK)
        masks = list(self._scene.masks(moment))
        for shot in shots:
            picture = self._picture(shot, frame, moment, masks)
            if picture.size == size:
                frame = picture
            else:
                frame.paste(picture, shot.rect[:2])
        for layer in self._scene.canvases.overlay(moment, size):
            frame.paste(layer.image, (layer.left, layer.top), layer.image)
        return frame

    def _picture(
        self, shot: Shot, frame: Image.Image, moment: Moment, masks: list[Mask]
    ) -> Image.Image:
        order, still = self._scene.drawn.order(moment, shot.view.axis)
        if shot.background is None:
            still, image = 0, frame.crop(shot.rect)
        else:
            image = self._backdrop(shot, order[:still], masks).copy()
        self._draw(Surface(image, shot.view, self._cache), order[still:], masks)
        return image

    def _backdrop(self, shot: Shot, still: list[Placed], masks: list[Mask]) -> Image.Image:
        camera = shot.component.document.file_id
        key = shot.view, shot.rect, shot.background, len(still)
        kept = self._backdrops.get(camera)
        if kept is None or kept[0] != key:
            left, top, right, bottom = shot.rect
            image = Image.new("RGB", (right - left, bottom - top), shot.background)
            self._draw(Surface(image, shot.view, self._cache), still, masks)
            kept = key, image
            self._backdrops[camera] = kept
        return kept[1]

    @staticmethod
    def _draw(surface: Surface, order: list[Placed], masks: list[Mask]) -> None:
        for placed in order:
            sorting = placed.drawable.sorting
            if not surface.view.shows(sorting.component.owner.layer, sorting.point):
                continue
            if sorting.mask_interaction:
                covering = (mask for mask in masks if mask.covers(placed.groups, placed.key))
                masked = under_masks(surface, covering, sorting.mask_interaction)
                placed.drawable.draw(masked)
            else:
                placed.drawable.draw(surface)
