"""What waits to leave, bounded in bytes: pictures go stale, so the oldest is dropped first."""

from __future__ import annotations

from collections import deque

_MIB = 1024 * 1024


class ByteQueue:
    """Keeps the newest, up to ``max_bytes`` together; one alone may be larger.

    ``added`` counts all there ever were.
    """

    def __init__(self, *, max_bytes: int = 16 * _MIB) -> None:
        self._items: deque[tuple[str, bytes]] = deque()
        self._max_bytes = max_bytes
        self._bytes = 0
        self.added = 0

    def __len__(self) -> int:
        return len(self._items)

    def add(self, name: str, data: bytes) -> None:
        self._items.append((name, data))
        self.added += 1
        self._bytes += len(data)
        while self._bytes > self._max_bytes and len(self._items) > 1:
            _, oldest = self._items.popleft()
            self._bytes -= len(oldest)

    def take_all(self) -> list[tuple[str, bytes]]:
        """Return names and data, oldest first, and forget them."""
        items = list(self._items)
        self._items.clear()
        self._bytes = 0
        return items
