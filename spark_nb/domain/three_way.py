"""Merges two changes of one text line by line, as version control does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from spark_nb.domain.unified_diff import split_lines

Lines = list[bytes]


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that both sides changed, each in its own way. ``line`` counts from 1, in mine."""

    line: int
    mine: bytes
    theirs: bytes


class MergeClash(ValueError):
    """The two changes cannot both be had."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        first = clashes[0].line if clashes else None
        where = "It is no text" if first is None else f"Both changed line {first}"
        more = f" and {len(clashes) - 1} more places" if len(clashes) > 1 else ""
        super().__init__(f"{where}{more}.")
        self.clashes = clashes


def merge(base: bytes, mine: bytes, theirs: bytes) -> bytes:
    """Return ``base`` with both changes. Line ends stay as they are. Raises MergeClash."""
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    if any(b"\0" in side for side in (base, mine, theirs)):
        raise MergeClash(())
    merged: list[bytes] = []
    clashes: list[Clash] = []
    line = 1
    for old, my, their in _regions(*map(split_lines, (base, mine, theirs))):
        if my in (old, their):
            merged += their
        elif their == old:
            merged += my
        else:
            clashes.append(Clash(line, b"".join(my), b"".join(their)))
        line += len(my)
    if clashes:
        raise MergeClash(tuple(clashes))
    return b"".join(merged)


def _regions(base: Lines, mine: Lines, theirs: Lines) -> Iterator[tuple[Lines, Lines, Lines]]:
    """Cut the three into what stands between the lines all have, and those lines."""
    at = my_at = their_at = 0
    for start, my_start, their_start, count in _common(base, mine, theirs):
        yield base[at:start], mine[my_at:my_start], theirs[their_at:their_start]
        same = base[start : start + count]
        yield same, same, same
        at, my_at, their_at = start + count, my_start + count, their_start + count
    yield base[at:], mine[my_at:], theirs[their_at:]


def _common(base: Lines, mine: Lines, theirs: Lines) -> Iterator[tuple[int, int, int, int]]:
    """Yield runs of lines that stand in all three: where in each, and how many."""
    in_mine = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    in_theirs = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    my, their = 0, 0
    while my < len(in_mine) and their < len(in_theirs):
        a, b = in_mine[my], in_theirs[their]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield start, a.b + start - a.a, b.b + start - b.a, end - start
        if a.a + a.size < b.a + b.size:
            my += 1
        else:
            their += 1
