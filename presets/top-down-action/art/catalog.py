"""Every picture by file name, and how those that are sheets are cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forge.art.canvas import Picture
from forge.art.sheet import grid_frames, in_rows, numbered
from forge.unity.texture_meta import Frame, Import
from forge.unity.values import Vector

from art import figure, goods, hero, interface, lights, plants, props, shade, tiles


@dataclass(frozen=True)
class Sheet:
    """Frames of one size in rows, the first on top; ``pivot`` is in parts of a frame."""

    width: int
    height: int
    rows: tuple[tuple[str, ...], ...]
    pivot: Vector = (0.5, 0.0)

    @property
    def names(self) -> list[str]:
        return [name for row in self.rows for name in row if name]

    def frames(self) -> tuple[Frame, ...]:
        how = Frame("", 0, 0, self.width, self.height, self.pivot)
        return grid_frames(self.rows, self.width, self.height, how)


POSES = (("Idle", hero.IDLE), ("Walk", hero.WALK), ("Attack", hero.ATTACK))
_ENDS = (("Hurt", hero.HURT), ("Die", hero.DIE))
_CENTRE = (0.5, 0.5)
_STANDING = frozenset(
    ["Tree", "Bush", "Pillar", "BrokenPillar", "Urn", "Bench", "Stairs", *plants.SMALL]
)
"""Pictures whose pivot is at their foot; all others turn about their centre."""
_BORDERS = {"Panel": (5, 5, 5, 5), "Button": (4, 4, 4, 4)}


def _figure_rows() -> tuple[tuple[str, ...], ...]:
    """A row for each facing, then one for what looks the same from all sides."""
    width = sum(count for _, count in POSES)
    facing = (
        tuple(name for pose, count in POSES for name in numbered(f"{pose}{way}", count))
        for way in figure.FACINGS
    )
    ends = [name for pose, count in _ENDS for name in numbered(pose, count)]
    return (*facing, tuple(ends + [""] * (width - len(ends))))


_FIGURE = Sheet(figure.FRAME, figure.FRAME, _figure_rows())
SHEETS: dict[str, Sheet] = {
    "Hero": _FIGURE,
    "Shade": _FIGURE,
    "Ember": _FIGURE,
    "Lamp": Sheet(16, 40, (numbered("Lamp", 4),)),
    "Brazier": Sheet(18, 24, (numbered("Brazier", 4),)),
    "Fountain": Sheet(58, 52, (numbered("Fountain", 4),), (0.5, 5 / 52)),
    "Shrine": Sheet(36, 52, (numbered("Shrine", 4),)),
    "Gate": Sheet(36, 40, (numbered("Gate", 4),)),
    "Door": Sheet(36, 38, (numbered("Door", 4),)),
    "Goods": Sheet(14, 16, tuple(numbered(name, 4) for name in goods.GOODS), _CENTRE),
    "Taken": Sheet(16, 16, (numbered("Taken", 4),), _CENTRE),
    "Bolt": Sheet(14, 8, (numbered("Bolt", 2),), (0.7, 0.5)),
    "Slash": Sheet(32, 32, (numbered("Slash", 4),), (0.25, 0.5)),
    "Burst": Sheet(16, 16, (numbered("Burst", 4),), _CENTRE),
    "Fireflies": Sheet(
        48,
        32,
        (numbered("Fireflies", 8), tuple(f"Fireflies_{at}" for at in range(8, 16))),
        _CENTRE,
    ),
    "Moths": Sheet(32, 24, (numbered("Moths", 8),), _CENTRE),
    "Leaves": Sheet(
        160,
        90,
        tuple(
            tuple(f"Leaves_{at}" for at in range(row, row + 3) if at < 15)
            for row in range(0, 15, 3)
        ),
        _CENTRE,
    ),
}


def frames(name: str) -> tuple[Frame, ...]:
    """Return how a picture is cut; nothing when it is one sprite."""
    if name == "Ground":
        return tiles.frames()
    return SHEETS[name].frames() if name in SHEETS else ()


def importing(name: str) -> Import:
    pivot = (0.5, 0.0) if name in _STANDING else _CENTRE
    return Import(frames(name), pivot, _BORDERS.get(name, (0, 0, 0, 0)))


def _drawn(name: str, draw: Callable[[int], Picture]) -> Callable[[], Picture]:
    """Draw each frame of a sheet in turn."""

    def whole() -> Picture:
        numbers = iter(range(len(SHEETS[name].names)))
        return in_rows([[draw(next(numbers)) for _ in row] for row in SHEETS[name].rows])

    return whole


def _hero() -> Picture:
    return _figures(hero.hero, [*map(hero.hurt, range(2)), *map(hero.die, range(4))])


def _shade() -> Picture:
    dying = [_to_frame(shade.die(frame)) for frame in range(4)]
    return _figures(shade.shade, [*map(shade.hurt, range(2)), *dying])


def _to_frame(picture: Picture) -> Picture:
    return picture[: figure.FRAME, : figure.FRAME]


def _figures(draw: Callable[[str, str, int], Picture], ends: Sequence[Picture]) -> Picture:
    width = sum(count for _, count in POSES)
    rows = [
        [draw(way, pose, frame) for pose, count in POSES for frame in range(count)]
        for way in figure.FACINGS
    ]
    blank = ends[0] * 0
    return in_rows([*rows, [*ends, *[blank] * (width - len(ends))]])


def _goods() -> Picture:
    return in_rows([[goods.good(name, at) for at in range(4)] for name in goods.GOODS])


def _small(name: str) -> Callable[[], Picture]:
    return lambda: plants.small(name)


def _icon(name: str) -> Callable[[], Picture]:
    return lambda: interface.icon(name)


PICTURES: dict[str, Callable[[], Picture]] = {
    "Ground": tiles.sheet,
    "Hero": _hero,
    "Shade": _shade,
    "Ember": lambda: shade.as_ember(_shade()),
    "Tree": plants.tree,
    "Bush": plants.bush,
    **{name: _small(name) for name in plants.SMALL},
    "Pillar": lambda: props.pillar(broken=False),
    "BrokenPillar": lambda: props.pillar(broken=True),
    "Urn": props.urn,
    "Bench": props.bench,
    "Banner": props.banner,
    "Stairs": props.stairs,
    "Lamp": _drawn("Lamp", props.lamp),
    "Brazier": _drawn("Brazier", props.brazier),
    "Fountain": _drawn("Fountain", props.fountain),
    "Shrine": _drawn("Shrine", props.shrine),
    "Gate": _drawn("Gate", props.gate),
    "Door": _drawn("Door", props.door),
    "Goods": _goods,
    "Taken": _drawn("Taken", goods.taken),
    "Bolt": _drawn("Bolt", goods.bolt),
    "Slash": _drawn("Slash", goods.slash),
    "Burst": _drawn("Burst", goods.burst),
    "Fireflies": _drawn("Fireflies", lights.fireflies),
    "Moths": _drawn("Moths", lights.moths),
    "Leaves": _drawn("Leaves", lights.leaves),
    "LightWide": lambda: lights.pool(112, 80),
    "LightMiddle": lambda: lights.pool(80, 56),
    "LightNear": lambda: lights.pool(48, 32),
    "Night": lights.night,
    "Halo": lambda: lights.pool(28, 28),
    "ShadowSmall": lambda: lights.shadow(14),
    "ShadowLarge": lambda: lights.shadow(34),
    **{name: _icon(name) for name in interface.ICONS},
}
