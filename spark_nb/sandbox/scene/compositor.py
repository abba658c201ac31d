"""Puts a frame together from what the cameras see."""

from __future__ import annotations

from PIL import Image

from spark_nb.sandbox.scene.camera import View
from spark_nb.sandbox.scene.drawable import Drawable
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.scene import Scene
from spark_nb.sandbox.scene.surface import PictureCache, Surface

Size = tuple[int, int]


class Compositor:
    """Draws one scene. Keeps the backdrop: the colour, and what stands still behind all else."""

    def __init__(self, scene: Scene, cache: PictureCache) -> None:
        self._scene = scene
        self._cache = cache
        self._backdrop: tuple[View, Size, int, Image.Image] | None = None

    def picture(self, moment: Moment, view: View, size: Size) -> Image.Image:
        """Return what a camera sees."""
        drawn, still = self._scene.drawn.order(moment, view.axis)
        surface = Surface(self._start(drawn[:still], view, size), view, self._cache)
        _draw(surface, drawn[still:])
        return surface.image

    def _start(self, still: list[Drawable], view: View, size: Size) -> Image.Image:
        kept = self._backdrop
        if kept is None or kept[:3] != (view, size, len(still)):
            surface = Surface(Image.new("RGBA", size, (*view.background, 255)), view, self._cache)
            _draw(surface, still)
            kept = view, size, len(still), surface.image
            self._backdrop = kept
        return kept[3].copy()


def _draw(surface: Surface, drawn: list[Drawable]) -> None:
    for drawable in drawn:
        sorting = drawable.sorting
        if surface.view.shows(sorting.component.owner.layer, sorting.point[2]):
            drawable.draw(surface)
