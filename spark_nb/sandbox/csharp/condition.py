"""The conditions of ``#if``: names, ``!``, ``&&``, ``||``, ``==``, ``!=`` and parentheses."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORD = re.compile(r"\|\||&&|==|!=|[!()]|\w+|\S")
_STRENGTH = {"(": 0, "||": 1, "&&": 2, "==": 3, "!=": 3, "!": 4}
_AFTER_A_VALUE = frozenset(["||", "&&", "==", "!=", ")"])


class NotACondition(ValueError):
    """Operators and names do not fit together."""


def is_true(expression: str, is_defined: Callable[[str], bool]) -> bool:
    """Raises NotACondition. Operators wait for what binds closer."""
    values: list[bool] = []
    waiting: list[str] = []
    try:
        wanted = True  # a name, or what may stand before one
        for word in _WORD.findall(expression):
            if wanted == (word in _AFTER_A_VALUE):
                raise NotACondition(expression)
            wanted = word in _STRENGTH
            _take(word, values, waiting, is_defined)
        while waiting:
            _apply(waiting.pop(), values)
    except IndexError:
        raise NotACondition(expression) from None
    if len(values) != 1:
        raise NotACondition(expression)
    return values[0]


def _take(
    word: str, values: list[bool], waiting: list[str], is_defined: Callable[[str], bool]
) -> None:
    if word in ("!", "("):
        waiting.append(word)
    elif word == ")":
        while waiting[-1] != "(":
            _apply(waiting.pop(), values)
        waiting.pop()
    elif word in _STRENGTH:
        while waiting and _STRENGTH[waiting[-1]] >= _STRENGTH[word]:
            _apply(waiting.pop(), values)
        waiting.append(word)
    elif word in ("true", "false"):
        values.append(word == "true")
    elif word.isidentifier():
        values.append(is_defined(word))
    else:
        raise NotACondition(word)


def _apply(operator: str, values: list[bool]) -> None:
    right = values.pop()
    match operator:
        case "!":
            values.append(not right)
        case "||":
            values.append(values.pop() or right)
        case "&&":
            values.append(values.pop() and right)
        case "==":
            values.append(values.pop() == right)
        case "!=":
            values.append(values.pop() != right)
        case _:
            raise NotACondition(operator)
