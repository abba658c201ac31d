"""What was made last, for it is mostly asked for again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Keeps the ``most`` things that were asked for last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Key, Value] = OrderedDict()

    def __repr__(self) -> str:
        return f"<Kept {len(self._found)} of at most {self._most}>"

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        if key not in self._found:
            self._found[key] = make()
            if len(self._found) > self._most:
                self._found.popitem(last=False)
        self._found.move_to_end(key)
        return self._found[key]
