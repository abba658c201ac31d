"""Rendered frames by what they show: least recently used goes first, nothing stays for long."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from spark_nb.domain.frame import Frame

_MIB = 1024 * 1024


@dataclass(slots=True)
class CacheCounts:
    hits: int = 0
    misses: int = 0
    evicted: int = 0


class PreviewCache:
    """Bounded by entries, bytes of encoded frames, and age in seconds. ``now`` is monotonic."""

    def __init__(
        self, *, entries: int = 1000, max_bytes: int = 64 * _MIB, ttl_seconds: float = 300.0
    ) -> None:
        self._entries = entries
        self._max_bytes = max_bytes
        self._ttl_seconds = ttl_seconds
        self._frames: OrderedDict[Hashable, tuple[float, Frame]] = OrderedDict()
        self._bytes = 0
        self.counts = CacheCounts()

    def __len__(self) -> int:
        return len(self._frames)

    def get(self, key: Hashable, now: float) -> Frame | None:
        entry = self._frames.get(key)
        if entry is None or now - entry[0] >= self._ttl_seconds:
            self._drop(key)
            self.counts.misses += 1
            return None
        self._frames.move_to_end(key)
        self.counts.hits += 1
        return entry[1]

    def put(self, key: Hashable, frame: Frame, now: float) -> None:
        """Keep ``frame``; one that is larger than the whole cache is not kept."""
        self._drop(key)
        if len(frame.data) > self._max_bytes:
            return
        self._frames[key] = (now, frame)
        self._bytes += len(frame.data)
        while len(self._frames) > self._entries or self._bytes > self._max_bytes:
            self._drop(next(iter(self._frames)))
            self.counts.evicted += 1

    def _drop(self, key: Hashable) -> None:
        entry = self._frames.pop(key, None)
        if entry is not None:
            self._bytes -= len(entry[1].data)
