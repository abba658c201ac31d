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

    def add(self, item: T, now: float) -> None:
        if len(self._items) >= self._capacity:
            self._items.popleft()
            self.dropped += 1
        self._items.append((now, item))

    def due_in(self, now: float) -> float | None:
        """Return seconds until a batch is due, 0 when one is, None when the queue is empty."""
        if not self._items:
            return None
        if len(self._items) >= self._size:
            return 0.0
        return max(self._items[0][0] + self._max_age_seconds - now, 0.0)

    def take(self) -> list[T]:
        """Return the oldest items, a batch at most."""
        count = min(self._size, len(self._items))
        return [self._items.popleft()[1] for _ in range(count)]
