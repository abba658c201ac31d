"""Walks a story through every state that it can be in.

Exact while the states are few. Beyond the limit it walks once more as if nobody knew the variables
that ever change: what it then calls out of reach or impossible still is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from spark_nb.story.expression import ExpressionError, Value, evaluate
from spark_nb.story.plot import Plot
from spark_nb.story.script import Node

STATE_LIMIT = 20_000
_State: TypeAlias = tuple[Value | None, ...]
_Values: TypeAlias = dict[str, Value | None]
_Way: TypeAlias = tuple[str, bool, _Values]
"""Where to, whether for sure, and what the variables are then."""
Place: TypeAlias = tuple[str, str]


@dataclass(slots=True)
class Walk:
    """``stuck`` says for a node in which state its reader can go nowhere; ``ways`` leads to nodes.

    ``asked`` and ``held`` are the conditions somebody came to, and those that held for somebody.
    """

    exact: bool = True
    reached: set[str] = field(default_factory=set)
    asked: set[Place] = field(default_factory=set)
    held: set[Place] = field(default_factory=set)
    failed: dict[Place, str] = field(default_factory=dict)
    stuck: dict[str, _Values] = field(default_factory=dict)
    ways: set[tuple[str, str]] = field(default_factory=set)


def walk(plot: Plot, limit: int = STATE_LIMIT) -> Walk:
    exact = _Walker(plot, limit, frozenset())
    if exact.go():
        return exact.found
    coarse = _Walker(plot, len(plot.nodes) + 1, frozenset(_assigned(plot)))
    coarse.go()
    coarse.found.exact = False
    return coarse.found


def _assigned(plot: Plot) -> Iterator[str]:
    for node in plot.nodes.values():
        yield from node.set
        for choice in node.choices:
            yield from choice.set


class _Walker:
    def __init__(self, plot: Plot, limit: int, unknown: frozenset[str]) -> None:
        self._plot = plot
        self._limit = limit
        self._unknown = unknown
        # A variable that nobody reads makes no two states differ.
        self._names = sorted(plot.read & plot.start_values.keys())
        self.found = Walk()

    def go(self) -> bool:
        """Return whether every state was seen."""
        start = tuple(self._known(name, self._plot.start_values[name]) for name in self._names)
        first = (self._plot.script.start, start)
        seen, waiting = {first}, deque([first])
        while waiting:
            name, state = waiting.popleft()
            node = self._plot.nodes.get(name)
            if node is None:
                continue  # a jump to nowhere is told of elsewhere
            for step in self._steps(node, state):
                if step not in seen:
                    seen.add(step)
                    waiting.append(step)
            if len(seen) > self._limit:
                return False
        return True

    def _known(self, name: str, value: Value | None) -> Value | None:
        return None if name in self._unknown else value

    def _steps(self, node: Node, state: _State) -> Iterator[tuple[str, _State]]:
        self.found.reached.add(node.id)
        values = dict(zip(self._names, state, strict=True))
        self._assign(node.id, "set", node.set, values)
        for at, line in enumerate(node.lines):
            if line.condition is not None:
                self._ask(node.id, f"lines[{at}].if", values)
        ways = [*self._choices(node, values)]
        if not any(certain for _, certain, _ in ways):
            ways += self._onward(node, values)
        if not ways and not node.end:
            self.found.stuck.setdefault(node.id, values)
        for goto, _, after in ways:
            self.found.ways.add((node.id, goto))
            yield goto, tuple(after[name] for name in self._names)

    def _choices(self, node: Node, values: _Values) -> Iterator[_Way]:
        for at, choice in enumerate(node.choices):
            place = f"choices[{at}]"
            asked = choice.condition is not None
            value = self._ask(node.id, f"{place}.if", values) if asked else True
            if value is not False:
                after = dict(values)
                self._assign(node.id, f"{place}.set", choice.set, after)
                yield choice.goto, value is True, after

    def _onward(self, node: Node, values: _Values) -> Iterator[_Way]:
        """A way whose condition is not known is open, and so is what comes after it."""
        for at, branch in enumerate(node.branches):
            value = self._ask(node.id, f"branches[{at}].if", values)
            if value is not False:
                yield branch.goto, value is True, values
            if value is True:
                return
        if node.goto:
            yield node.goto, True, values

    def _ask(self, node: str, place: str, values: _Values) -> Value | None:
        value = self._value(node, place, values)
        self.found.asked.add((node, place))
        if value is not False:
            self.found.held.add((node, place))
        return value

    def _value(self, node: str, place: str, values: _Values) -> Value | None:
        expression = self._plot.expressions.get((node, place))
        if expression is None:
            return None  # it cannot be read, which is told of elsewhere
        try:
            return evaluate(expression, values)
        except ExpressionError as error:
            self.found.failed[node, place] = str(error)
            return None

    def _assign(self, node: str, place: str, texts: dict[str, str], values: _Values) -> None:
        for name in texts:
            value = self._value(node, f"{place}.{name}", values)
            if name in values:
                values[name] = self._known(name, value)
