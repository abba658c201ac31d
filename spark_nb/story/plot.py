"""A story made ready to be walked: its expressions are read, and where they stand is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spark_nb.story.expression import (
    Expression,
    ExpressionError,
    Kind,
    Value,
    kind_of,
    kind_of_value,
    names,
    parse,
)
from spark_nb.story.script import Node, Script

_INSERTED = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Written:
    """An expression where it stands. ``assigns`` is the variable that takes its value."""

    node: str
    field: str
    text: str
    assigns: str = ""
    is_condition: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    written: Written
    code: str
    reason: str


@dataclass(slots=True)
class Plot:
    """``expressions`` has those that can be read and join what goes together, by place."""

    script: Script
    nodes: dict[str, Node]
    start_values: dict[str, Value]
    expressions: dict[tuple[str, str], Expression] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    read: set[str] = field(default_factory=set)


def make_plot(script: Script) -> Plot:
    """Of two nodes with one id the first counts, as in the game."""
    nodes: dict[str, Node] = {}
    for node in script.nodes:
        nodes.setdefault(node.id, node)
    plot = Plot(script, nodes, dict(script.variables))
    kinds = {name: kind_of_value(value) for name, value in script.variables.items()}
    for node in nodes.values():
        for written in written_in(node):
            _add(plot, written, kinds)
    return plot


def _add(plot: Plot, written: Written, kinds: dict[str, Kind]) -> None:
    def fault(code: str, reason: str) -> None:
        plot.faults.append(Fault(written, code, reason))

    if written.assigns and written.assigns not in kinds:
        fault("undefined-variable", f"{written.assigns!r} is not among the variables")
    try:
        expression = parse(written.text)
    except ExpressionError as error:
        return fault("bad-expression", f"{written.text!r}: {error}")
    plot.read |= names(expression) - {written.assigns}
    unknown = sorted(names(expression) - kinds.keys())
    for name in unknown:
        fault("undefined-variable", f"{name!r} is not among the variables")
    try:
        kind = kind_of(expression, kinds)
    except ExpressionError as error:
        return fault("type-mismatch", f"{written.text!r}: {error}")
    wanted: Kind | None = "truth" if written.is_condition else kinds.get(written.assigns)
    if kind and wanted and kind != wanted:
        return fault("type-mismatch", f"{written.text!r} is a {kind}, a {wanted} is needed here")
    if not unknown:
        plot.expressions[written.node, written.field] = expression
    return None


def written_in(node: Node) -> Iterator[Written]:
    """Yield every expression of a node in the order in which they count."""

    def condition(place: str, text: str) -> Written:
        return Written(node.id, f"{place}.if", text, is_condition=True)

    yield from _assigned(node.id, "set", node.set)
    for at, line in enumerate(node.lines):
        if line.condition is not None:
            yield condition(f"lines[{at}]", line.condition)
        yield from _inserted(node.id, f"lines[{at}].text", line.text)
    for at, choice in enumerate(node.choices):
        if choice.condition is not None:
            yield condition(f"choices[{at}]", choice.condition)
        yield from _inserted(node.id, f"choices[{at}].text", choice.text)
        yield from _assigned(node.id, f"choices[{at}].set", choice.set)
    for at, branch in enumerate(node.branches):
        yield condition(f"branches[{at}]", branch.condition)


def _assigned(node: str, place: str, values: dict[str, str]) -> Iterator[Written]:
    for name, text in values.items():
        yield Written(node, f"{place}.{name}", text, assigns=name)


def _inserted(node: str, place: str, text: str) -> Iterator[Written]:
    for at, found in enumerate(_INSERTED.finditer(text)):
        yield Written(node, f"{place}.{{{at}}}", found[1])
