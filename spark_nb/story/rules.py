"""What a story is asked, one rule a function; each yields node, field, code, severity, reason."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from spark_nb.story.finding import Severity
from spark_nb.story.plot import Plot
from spark_nb.story.script import Node
from spark_nb.story.walk import Walk

Remark: TypeAlias = tuple[str, str, str, Severity, str]
CHOICE_COLUMNS = 40
_INSERTED = re.compile(r"\{[^{}]*\}")


def duplicates(plot: Plot) -> Iterator[Remark]:
    counted = Counter(node.id for node in plot.script.nodes)
    for name, count in counted.items():
        if count > 1:
            yield name, "id", "duplicate-id", "error", f"{count} nodes are called {name}"


def jumps(plot: Plot) -> Iterator[Remark]:
    if plot.script.start not in plot.nodes:
        yield "", "start", "missing-target", "error", f"No node is called {plot.script.start!r}"
    for node in plot.nodes.values():
        for place, target in targets(node):
            if target not in plot.nodes:
                reason = f"No node is called {target!r}"
                yield node.id, place, "missing-target", "error", reason


def targets(node: Node) -> Iterator[tuple[str, str]]:
    """Yield each jump of a node: its field and where it goes."""
    for at, choice in enumerate(node.choices):
        yield f"choices[{at}].goto", choice.goto
    for at, branch in enumerate(node.branches):
        yield f"branches[{at}].goto", branch.goto
    if node.goto:
        yield "goto", node.goto


def endings(plot: Plot) -> Iterator[Remark]:
    """An ending that goes on, a node that neither goes on nor ends."""
    for node in plot.nodes.values():
        ways = [*targets(node)]
        if node.end and ways:
            reason = f"The ending {node.end!r} goes on; an ending has no way out"
            yield node.id, ways[0][0], "ending-goes-on", "error", reason
        if not node.end and not ways:
            yield node.id, "", "dead-end", "error", "It has no way on and is no ending"


def expressions(plot: Plot) -> Iterator[Remark]:
    for fault in plot.faults:
        yield fault.written.node, fault.written.field, fault.code, "error", fault.reason


def variables(plot: Plot) -> Iterator[Remark]:
    for name in plot.start_values.keys() - plot.read:
        yield "", f"variables.{name}", "never-read", "warning", f"Nothing ever reads {name}"


def people(plot: Plot) -> Iterator[Remark]:
    """Who speaks or leaves is known, and has the mood."""
    known = plot.script.characters
    for node in plot.nodes.values():
        for at, line in enumerate(node.lines):
            for field, name in (("who", line.who), ("leaves", line.leaves)):
                if name and name not in known:
                    reason = f"No character is called {name!r}"
                    yield node.id, f"lines[{at}].{field}", "unknown-character", "error", reason
            moods = known[line.who].moods if line.who in known else []
            if line.mood and line.mood not in moods:
                reason = f"{line.who!r} has no mood {line.mood!r}"
                yield node.id, f"lines[{at}].mood", "unknown-mood", "error", reason


def lengths(plot: Plot) -> Iterator[Remark]:
    """Wrap texts as the box does; an inserted value counts as four letters."""
    box = plot.script.text_box
    for node in plot.nodes.values():
        for at, line in enumerate(node.lines):
            rows = len(textwrap.wrap(_INSERTED.sub("0000", line.text), box.columns))
            if rows > box.rows:
                reason = f"{rows} rows of text; the box shows {box.rows} of {box.columns} letters"
                yield node.id, f"lines[{at}].text", "too-long", "warning", reason
        for at, choice in enumerate(node.choices):
            length = len(_INSERTED.sub("0000", choice.text))
            if length > CHOICE_COLUMNS:
                reason = f"{length} letters; a choice shows {CHOICE_COLUMNS}"
                yield node.id, f"choices[{at}].text", "too-long", "warning", reason


def reach(plot: Plot, walked: Walk) -> Iterator[Remark]:
    for name in plot.nodes.keys() - walked.reached:
        yield name, "", "unreachable", "warning", "No way leads here"


def conditions(plot: Plot, walked: Walk) -> Iterator[Remark]:
    for node, place in walked.asked - walked.held:
        yield node, place, "never-holds", "warning", "It is false whenever it is asked"
    for (node, place), reason in walked.failed.items():
        yield node, place, "fails", "error", f"There is a way on which {reason}"


def locks(plot: Plot, walked: Walk) -> Iterator[Remark]:
    """A reader who can go nowhere, and nodes from which no ending can be had."""
    for name, values in walked.stuck.items():
        node = plot.nodes[name]
        if any(targets(node)):
            shown = ", ".join(f"{each} = {_shown(value)}" for each, value in values.items())
            place = "choices" if node.choices else "branches"
            reason = f"Nothing is possible here with {shown}; add a goto"
            yield name, place, "soft-lock", "error", reason
    for name in sorted(walked.reached - _with_a_way_out(plot, walked)):
        yield name, "", "no-ending", "error", "No ending can be had from here"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else repr(value)


def _with_a_way_out(plot: Plot, walked: Walk) -> set[str]:
    """Return the nodes that lead to an ending, or to a fault that is told of elsewhere."""
    broken = {name for name, goto in walked.ways if goto not in plot.nodes}
    done = {name for name in walked.reached if plot.nodes[name].end} | broken | walked.stuck.keys()
    edge = set(done)
    while edge:
        edge = {name for name, goto in walked.ways if goto in edge} - done
        done |= edge
    return done
