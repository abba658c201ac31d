"""A text in its rectangle."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace

from spark_nb.sandbox.scene.rect_transform import Rect, X
from spark_nb.sandbox.scene.ui.colour import Colour, is_clear, times
from spark_nb.sandbox.scene.ui.placement import Layer, Placement
from spark_nb.sandbox.scene.ui.rich_text import Look, Run
from spark_nb.sandbox.scene.ui.room import Room
from spark_nb.sandbox.scene.ui.text_block import Block, Setting, cut_block, set_block
from spark_nb.sandbox.scene.ui.text_picture import draw_block

TOP, MIDDLE, BOTTOM, BASELINE, CAPITALS = range(5)
OVERFLOW, TRUNCATE, ELLIPSIS = range(3)
_ENDLESS = 1e9
_NEARLY = 1e-3


@dataclass(frozen=True, slots=True)
class Sizes:
    """The range in which a text picks the largest size that fits, in units."""

    least: float
    most: float
    step: float


@dataclass(eq=False)
class TextGraphic:
    """``runs`` makes the text at a size; ``margin`` are units free inside the rectangle."""

    runs: Callable[[float], list[Run]]
    size: float
    setting: Setting
    colour: Colour
    maskable: bool = True
    vertical: int = TOP
    overflow: int = OVERFLOW
    sizes: Sizes | None = None
    margin: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    _blocks: dict[tuple[float, float, bool], Block] = field(default_factory=dict)

    @property
    def has_all_letters(self) -> bool:
        letters = {letter for run in self.runs(self.size) for letter in run.text}
        return all(map(self.setting.font.has, letters))

    def room(self, axis: int, width: float) -> Room:
        left, top, right, low = self.margin
        size = self.sizes.most if self.sizes else self.size
        if axis == X:
            return Room(0.0, self._block(size, _ENDLESS, wraps=False).width + left + right)
        inner = max(width - left - right, 0.0)
        return Room(0.0, self._block(size, inner, wraps=self.setting.wraps).height + top + low)

    def draw(self, rect: Rect, placement: Placement, tint: Colour) -> Layer | None:
        colour = times(self.colour, tint)
        left, top, right, low = self.margin
        inner = rect.grown(-left, -low, -right, -top)
        size = self._fitting_size(inner)
        block = self._block(size, inner.width, wraps=self.setting.wraps)
        if self.overflow != OVERFLOW:
            block = cut_block(
                deepcopy(block),
                self.setting,
                (inner.width, inner.height),
                ellipsis=self.overflow == ELLIPSIS,
            )
        if is_clear(colour) or not any(line.letters for line in block.lines):
            return None
        upper = inner.high - self._above(block, inner, size)
        return draw_block(block, self.setting, colour, (inner.left, upper), placement)

    def _block(self, size: float, room: float, *, wraps: bool) -> Block:
        key = size, room, wraps
        if key not in self._blocks:
            setting = replace(self.setting, wraps=wraps)
            self._blocks[key] = set_block(self.runs(size), Look(size), setting, room)
        return self._blocks[key]

    def _fitting_size(self, inner: Rect) -> float:
        if self.sizes is None:
            return self.size
        low, high = 0, max(round((self.sizes.most - self.sizes.least) / self.sizes.step), 0)
        while low < high:
            middle = (low + high + 1) // 2
            size = self.sizes.least + middle * self.sizes.step
            low, high = (middle, high) if self._fits(size, inner) else (low, middle - 1)
        return self.sizes.least + low * self.sizes.step

    def _fits(self, size: float, inner: Rect) -> bool:
        block = self._block(size, inner.width, wraps=self.setting.wraps)
        return block.height <= inner.height + _NEARLY and block.width <= inner.width + _NEARLY

    def _above(self, block: Block, inner: Rect, size: float) -> float:
        """Return the units between the upper edge and the block."""
        if self.vertical in (TOP, MIDDLE, BOTTOM):
            return (inner.height - block.height) * self.vertical / 2
        metrics, middle = self.setting.metrics, inner.height / 2
        first, last = block.lines[0].baseline, block.lines[-1].baseline
        if self.vertical == BASELINE:
            return middle - first
        return middle - (first - metrics.capital * size + last) / 2
