"""Which layers a collider meets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spark_nb.sandbox.scene.field import Fields, integer, mapping


class Layers(NamedTuple):
    """``matrix`` is the project's mask for ``layer``; a collider's own masks overrule it."""

    layer: int
    matrix: int
    include: int
    exclude: int
    priority: int

    def meets(self, other: Layers) -> bool:
        """Return whether the two touch at all; where their own rules differ the higher decides."""
        mine, others = self._rule(other.layer), other._rule(self.layer)
        if mine is None or others is None or mine == others:
            found = others if mine is None else mine
            return bool(self.matrix >> other.layer & 1) if found is None else found
        if self.priority == other.priority:
            return False
        return mine if self.priority > other.priority else others

    def _rule(self, layer: int) -> bool | None:
        if self.exclude >> layer & 1:
            return False
        return True if self.include >> layer & 1 else None


def read_layers(
    layer: int, matrix: Sequence[int], collider: Fields, body: Fields | None
) -> Layers:
    """Read a collider's own masks and those that its body adds."""
    sources = [collider, body or {}]
    return Layers(
        layer=layer,
        matrix=matrix[layer],
        include=_mask(sources, "m_IncludeLayers"),
        exclude=_mask(sources, "m_ExcludeLayers"),
        priority=integer(collider, "m_LayerOverridePriority"),
    )


def _mask(sources: list[Fields], key: str) -> int:
    mask = 0
    for fields in sources:
        mask |= integer(mapping(fields, key), "m_Bits") & 0xFFFFFFFF
    return mask
