"""The room that something asks for along an axis."""

from __future__ import annotations

from typing import NamedTuple


class Room(NamedTuple):
    """Units it cannot do without, units it likes, and its share of what is left over.

    None where it has no opinion.
    """

    least: float | None = None
    liked: float | None = None
    share: float | None = None


class Asked(NamedTuple):
    """A ``Room`` with nothing left open; ``liked`` is never below ``least``."""

    least: float = 0.0
    liked: float = 0.0
    share: float = 0.0

    def scaled(self, scale: float) -> Asked:
        return Asked(self.least * scale, self.liked * scale, self.share * scale)


def settle(opinions: list[tuple[int, Room]]) -> Asked:
    """Of opinions with their priorities, for each question the highest that has one decides.

    Among equals the greater one does.
    """
    least, liked, share = (
        max(
            ((priority, room[part]) for priority, room in opinions if room[part] is not None),
            default=(0, 0.0),
        )[1]
        or 0.0
        for part in range(3)
    )
    return Asked(least, max(least, liked), share)
