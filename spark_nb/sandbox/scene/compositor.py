"""Puts a frame together from what the cameras see."""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image

from spark_nb.sandbox.scene.camera import Shot, View
from spark_nb.sandbox.scene.draw_list import Placed
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.scene import Scene
from spark_nb.sandbox.scene.sprite_mask import Mask, under_masks
from spark_nb.sandbox.scene.standing import Standing
from spark_nb.sandbox.scene.surface import PictureCache, Surface

_BLACK = (0, 0, 0)


class Compositor:
    """Draws one scene; keeps pictures of what stands still."""

    def __init__(self, scene: Scene, cache: PictureCache) -> None:
        self._scene = scene
        self._cache = cache
        self._standing: dict[int, Standing] = {}

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
        order = self._scene.drawn.order(moment, shot.view.axis)
        standing = self._standing_of(shot, order.still, masks)
        image = frame.crop(shot.rect) if shot.background is None else None
        for start, end, moving in order.runs():
            if image is None:
                image = standing.backdrop(end).copy()
            else:
                standing.draw_on(image, start, end)
            if moving is not None:
                self._draw(image, shot.view, [moving], masks)
        return image or frame

    def _standing_of(self, shot: Shot, still: list[Placed], masks: list[Mask]) -> Standing:
        camera = shot.component.document.file_id
        kept = self._standing.get(camera)
        if kept is None or not kept.is_of(shot, still):
            kept = Standing(
                shot,
                still,
                lambda image, run: self._draw(image, shot.view, run, masks),
                self._cache,
            )
            self._standing[camera] = kept
        return kept

    def _draw(
        self, image: Image.Image, view: View, run: Iterable[Placed], masks: list[Mask]
    ) -> None:
        surface = Surface(image, view, self._cache)
        for placed in run:
            sorting = placed.drawable.sorting
            if not view.shows(sorting.component.owner.layer, sorting.point):
                continue
            if sorting.mask_interaction:
                covering = (mask for mask in masks if mask.covers(placed.groups, placed.key))
                masked = under_masks(surface, covering, sorting.mask_interaction)
                placed.drawable.draw(masked)
            else:
                placed.drawable.draw(surface)
