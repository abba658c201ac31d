"""What was rendered, by what it shows: least recently used goes first, nothing stays long."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_MIB = 1024 * 1024


@dataclass(slots=True)
class CacheCounts:
    hits: int = 0
    misses: int = 0
    evicted: int = 0


class PreviewCache(Generic[T]):
    """Bounded by entries, by their bytes, and by age in seconds. ``now`` is monotonic."""

    def __init__(
        self, *, entries: int = 1000, max_bytes: int = 64 * _MIB, ttl_seconds: float = 300.0
    ) -> None:
        self._entries = entries
        self._max_bytes = max_bytes
        self._ttl_seconds = ttl_seconds
        self._kept: OrderedDict[Hashable, tuple[float, T, int]] = OrderedDict()
        self._bytes = 0
        self.counts = CacheCounts()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, now: float) -> T | None:
        entry = self._kept.get(key)
        if entry is None or now - entry[0] >= self._ttl_seconds:
            self._drop(key)
            self.counts.misses += 1
            return None
        self._kept.move_to_end(key)
        self.counts.hits += 1
        return entry[1]

    def put(self, key: Hashable, value: T, size_bytes: int, now: float) -> None:
        """Keep ``value``; one that is larger than the whole cache is not kept."""
        self._drop(key)
        if size_bytes > self._max_bytes:
            return
        self._kept[key] = (now, value, size_bytes)
        self._bytes += size_bytes
        while len(self._kept) > self._entries or self._bytes > self._max_bytes:
            self._drop(next(iter(self._kept)))
            self.counts.evicted += 1

    def _drop(self, key: Hashable) -> None:
        entry = self._kept.pop(key, None)
        if entry is not None:
            self._bytes -= entry[2]
