"""When a batch of events leaves: full, or old enough; and what is dropped while it cannot."""

from __future__ import annotations

from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class BatchQueue(Generic[T]):
    """Bounded, oldest dropped first. ``now`` is monotonic seconds."""

    def __init__(
        self, *, size: int = 50, max_age_seconds: float = 0.1, capacity: int = 1000
    ) -> None:
        self._size = size
        self._max_age_seconds = max_age_seconds
        self._items: deque[tuple[float, T]] = deque()
        self._capacity = capacity
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._items)

    @property
    def crowded(self) -> bool:
        """Whether it is half full: time to find another place for what is in it."""
        return 2 * len(self._items) >= self._capacity

    def add(self, item: T, now: float) -> bool:
        """Return whether this changes when a batch is due: the first item, and a full batch."""
        items = self._items
        if len(items) >= self._capacity:
            items.popleft()
            self.dropped += 1
        items.append((now, item))
        return len(items) == 1 or len(items) >= self._size

    def due_in(self, now: float) -> float | None:
        """Return seconds until a batch is due, 0 when one is, None when the queue is empty."""
        if not self._items:
            return None
        if len(self._items) >= self._size:
            return 0.0
        return max(self._items[0][0] + self._max_age_seconds - now, 0.0)

    def take(self) -> list[T]:
        """Return the oldest items, a batch at most."""
        return self._pop(min(self._size, len(self._items)))

    def take_all(self) -> list[T]:
        return self._pop(len(self._items))

    def _pop(self, count: int) -> list[T]:
        return [self._items.popleft()[1] for _ in range(count)]
