"""Serialized property paths: ``m_Points.Array.data[2].x`` and how to write there."""

from __future__ import annotations

import copy
import re
from itertools import pairwise
from typing import Any

_ITEM = re.compile(r"data\[(\d{1,6})\]")
_SIZE = "Array.size"
_MAX_ITEMS = 10_000
_Step = str | int


def set_property(fields: dict[str, Any], path: str, value: str, pointer: dict[str, Any]) -> bool:
    """Write ``pointer`` where an object reference belongs, else ``value``.

    Return whether the path could be followed; lists grow as their size or index asks.
    """
    steps = _steps(path)
    node: Any = fields
    for step, following in pairwise(steps):
        node = _enter(node, step, following)
    last = steps[-1]
    if last == _SIZE:
        return isinstance(node, list) and _resize(node, value)
    current = _get(node, last)
    is_pointer = "fileID" in current if isinstance(current, dict) else pointer.get("fileID", "0")
    return _put(node, last, dict(pointer) if is_pointer not in (False, "0") else value)


def _steps(path: str) -> list[_Step]:
    steps: list[_Step] = []
    for word in path.split("."):
        item = _ITEM.fullmatch(word)
        if item and steps and steps[-1] == "Array":
            steps[-1] = int(item[1])
        elif word == "size" and steps and steps[-1] == "Array":
            steps[-1] = _SIZE
        else:
            steps.append(word)
    return steps


def _enter(node: Any, step: _Step, following: _Step) -> Any:
    """Return what is below ``step``, made if there is nothing yet; None if that cannot be."""
    found = _get(node, step)
    if found is None or found == "":
        found = [] if isinstance(following, int) or following == _SIZE else {}
        return found if _put(node, step, found) else None
    return found


def _get(node: Any, step: _Step) -> Any:
    if isinstance(node, dict):
        return node.get(step)
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    return None


def _put(node: Any, step: _Step, value: Any) -> bool:
    if isinstance(node, dict):
        node[step] = value
        return True
    if not isinstance(node, list) or not isinstance(step, int) or step >= _MAX_ITEMS:
        return False
    if step >= len(node):
        _resize(node, str(step + 1))
    node[step] = value
    return True


def _resize(node: list[Any], size: str) -> bool:
    """Cut or lengthen; new items are copies of the last, as in Unity's inspector."""
    if not size.isdecimal() or int(size) > _MAX_ITEMS:
        return False
    del node[int(size) :]
    while len(node) < int(size):
        node.append(copy.deepcopy(node[-1]) if node else "")
    return True
