"""Who runs next when there are more callers than slots."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Generic, TypeVar

T = TypeVar("T")


class FairQueue(Generic[T]):
    """Slots for calls. Callers take turns; each caller's own tickets leave in order.

    A ticket is whatever the caller wants to be woken by. While somebody waits, no slot is free.
    """

    def __init__(self, slots: int = 10) -> None:
        self._slots = slots
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()
        self.running = 0

    def __repr__(self) -> str:
        return f"<FairQueue {self.running}/{self._slots} running, {len(self)} waiting>"

    def __len__(self) -> int:
        return sum(len(tickets) for tickets in self._waiting.values())

    def enter(self) -> bool:
        """Take a slot if one is free."""
        if self.running >= self._slots:
            return False
        self.running += 1
        return True

    def wait(self, caller: str, ticket: T) -> None:
        self._waiting.setdefault(caller, deque()).append(ticket)

    def withdraw(self, caller: str, ticket: T) -> None:
        """Forget a ticket that waits; one that does not is none."""
        tickets = self._waiting.get(caller)
        if tickets is not None and ticket in tickets:
            tickets.remove(ticket)
            if not tickets:
                del self._waiting[caller]

    def leave(self) -> T | None:
        """Give a slot back. It goes to the ticket returned, or is free when that is None."""
        if not self._waiting:
            self.running -= 1
            return None
        caller, tickets = next(iter(self._waiting.items()))
        ticket = tickets.popleft()
        if tickets:
            self._waiting.move_to_end(caller)
        else:
            del self._waiting[caller]
        return ticket
