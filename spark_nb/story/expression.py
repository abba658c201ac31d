"""Expressions of a story: what a condition asks, what a variable becomes.

``trust >= 2 and not told``, ``nails + 1``, ``name == 'Odile'``. Numbers, texts in single quotes
and truths never mix. A value that is not known is None, and so is what depends on it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

Kind: TypeAlias = Literal["number", "truth", "text"]
Value: TypeAlias = bool | float | str
Values: TypeAlias = Mapping[str, Value | None]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<text>'[^']*')"
    r"|(?P<sign>==|!=|<=|>=|[-+*/<>()]))",
    re.ASCII,
)
_LEVELS = (("or",), ("and",), ("==", "!=", "<", "<=", ">", ">="), ("+", "-"), ("*", "/"))
_WORDS = frozenset(["and", "or", "not", "true", "false"])
_EQUALITY = frozenset(["==", "!="])
_DEPTH_LIMIT = 50
_APPLY: dict[str, Callable[[float, float], Value]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


class ExpressionError(ValueError):
    """An expression cannot be read, or joins what does not go together."""


@dataclass(frozen=True, slots=True)
class Constant:
    value: Value


@dataclass(frozen=True, slots=True)
class Variable:
    name: str


@dataclass(frozen=True, slots=True)
class Unary:
    sign: str
    of: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    sign: str
    left: Expression
    right: Expression


Expression: TypeAlias = Constant | Variable | Unary | Binary


def parse(text: str) -> Expression:
    """Raises ExpressionError that says where it stops making sense."""
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = [*_tokens(text), ("end", "the end")]
        self._at = 0
        self._depth = 0

    def whole(self) -> Expression:
        found = self._level(0)
        if self._tokens[self._at][0] != "end":
            raise ExpressionError(f"{self._tokens[self._at][1]} is not expected here")
        return found

    def _take(self, *signs: str) -> str | None:
        kind, text = self._tokens[self._at]
        if kind in ("sign", "word") and text in signs:
            self._at += 1
            return text
        return None

    def _level(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self._factor()
        if level == 2 and self._take("not"):
            return Unary("not", self._nested(lambda: self._level(2)))
        left = self._level(level + 1)
        while sign := self._take(*_LEVELS[level]):
            left = Binary(sign, left, self._level(level + 1))
            if level == 2:
                break  # a < b < c means nothing
        return left

    def _factor(self) -> Expression:
        if self._take("-"):
            return Unary("-", self._nested(self._factor))
        if self._take("("):
            inner = self._nested(lambda: self._level(0))
            if not self._take(")"):
                raise ExpressionError("a ) is missing")
            return inner
        return self._leaf()

    def _nested(self, read: Callable[[], Expression]) -> Expression:
        self._depth += 1
        if self._depth > _DEPTH_LIMIT:
            raise ExpressionError(f"it is nested more than {_DEPTH_LIMIT} deep")
        found = read()
        self._depth -= 1
        return found

    def _leaf(self) -> Expression:
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return Constant(float(text))
        if kind == "text":
            return Constant(text[1:-1])
        if kind == "name":
            return Variable(text)
        if text in ("true", "false"):
            return Constant(text == "true")
        raise ExpressionError(f"a value is missing before {text}")


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise ExpressionError(f"{text[at:].strip()[:20]} cannot be read")
        at = found.end()
        kind = found.lastgroup or ""
        word = found[kind]
        yield ("word" if word in _WORDS else kind), word


def names(expression: Expression) -> frozenset[str]:
    """Return the variables that are read."""
    match expression:
        case Variable(name):
            return frozenset([name])
        case Unary(_, of):
            return names(of)
        case Binary(_, left, right):
            return names(left) | names(right)
    return frozenset()


def kind_of_value(value: Value) -> Kind:
    if isinstance(value, bool):
        return "truth"
    return "text" if isinstance(value, str) else "number"


def kind_of(expression: Expression, kinds: Mapping[str, Kind]) -> Kind | None:
    """Return what an expression gives, None when that hangs on an unknown variable.

    Raises ExpressionError when it joins kinds that do not go together.
    """
    match expression:
        case Constant(value):
            return kind_of_value(value)
        case Variable(name):
            return kinds.get(name)
        case Unary(sign, of):
            return _demand(sign, kind_of(of, kinds), "truth" if sign == "not" else "number")
        case Binary(sign, left, right):
            return _kind_of_pair(sign, kind_of(left, kinds), kind_of(right, kinds))


def _kind_of_pair(sign: str, left: Kind | None, right: Kind | None) -> Kind:
    if sign in _EQUALITY:
        if left and right and left != right:
            raise ExpressionError(f"{sign} compares a {left} with a {right}")
        return "truth"
    wanted: Kind = "truth" if sign in ("and", "or") else "number"
    _demand(sign, left, wanted)
    _demand(sign, right, wanted)
    return "number" if sign in "+-*/" else "truth"


def _demand(sign: str, got: Kind | None, wanted: Kind) -> Kind:
    if got not in (None, wanted):
        raise ExpressionError(f"{sign} wants a {wanted}, not a {got}")
    return wanted


def evaluate(expression: Expression, values: Values) -> Value | None:
    """Return its value. Raises ExpressionError on a division by zero."""
    match expression:
        case Constant(value):
            return value
        case Variable(name):
            return values.get(name)
        case Unary(sign, of):
            inner = evaluate(of, values)
            if inner is None:
                return None
            return not inner if sign == "not" else -cast(float, inner)
        case Binary("and" | "or" as sign, left, right):
            return _both(evaluate(left, values), sign, lambda: evaluate(right, values))
        case Binary(sign, left, right):
            return _pair(sign, evaluate(left, values), evaluate(right, values))


def _both(left: Value | None, sign: str, read_right: Callable[[], Value | None]) -> Value | None:
    """The right side counts only where the left one leaves it open."""
    decides = sign == "or"
    if left is decides:
        return decides
    right = read_right()
    if right is decides:
        return decides
    return None if left is None or right is None else right


def _pair(sign: str, left: Value | None, right: Value | None) -> Value | None:
    if left is None or right is None:
        return None
    if sign in _EQUALITY:
        return (left == right) == (sign == "==")
    if sign == "/" and right == 0:
        raise ExpressionError("it divides by zero")
    return _APPLY[sign](cast(float, left), cast(float, right))
