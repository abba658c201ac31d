"""Proof-reads the story of a visual novel: ``lint("Assets/…/Chapter01.json")``.

It walks every way through the story, with its variables, and tells what a player would run into:
dead ends, choices none of which is possible, jumps to nowhere, pictures and sounds that are
missing, and more. ``spark-nb lint-story PATH`` does the same in a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path

from pydantic import ValidationError

from spark_nb.errors import SetupError
from spark_nb.story.finding import Finding, StoryReport
from spark_nb.story.plot import Plot, make_plot
from spark_nb.story.rules import (
    Remark,
    conditions,
    duplicates,
    endings,
    expressions,
    jumps,
    lengths,
    locks,
    people,
    reach,
    variables,
)
from spark_nb.story.script import Script, read_json
from spark_nb.story.shelves import missing_assets
from spark_nb.story.walk import walk

__all__ = ["Finding", "StoryReport", "lint"]

_RULES = (duplicates, jumps, endings, expressions, variables, people, lengths)
_RULES_OF_THE_WALK = (reach, conditions, locks)


def lint(path: str | PathLike[str]) -> StoryReport:
    """Read a story and return what is wrong with it. Raises SetupError when it cannot be read."""
    place = Path(path)
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{place} cannot be read: {error}.", hint="Give the JSON file.") from None
    try:
        data = read_json(text)
        script = Script.model_validate(data)
    except ValidationError as error:
        return StoryReport(place.name, _sorted(place, _misfits(error, data)))
    except (ValueError, RecursionError) as error:
        return StoryReport(place.name, _sorted(place, [("", "", "bad-json", "error", str(error))]))
    return _report(place, make_plot(script))


def _report(place: Path, plot: Plot) -> StoryReport:
    walked = walk(plot)
    remarks = [remark for rule in _RULES for remark in rule(plot)]
    remarks += [remark for rule in _RULES_OF_THE_WALK for remark in rule(plot, walked)]
    remarks += missing_assets(plot, place.parent)
    nodes = plot.script.nodes
    texts = [line.text for node in nodes for line in node.lines]
    texts += [choice.text for node in nodes for choice in node.choices]
    return StoryReport(
        title=plot.script.title,
        findings=_sorted(place, remarks),
        nodes=len(nodes),
        endings=tuple(dict.fromkeys(node.end for node in nodes if node.end)),
        words=sum(len(text.split()) for text in texts),
        is_exact=walked.exact,
    )


def _sorted(place: Path, remarks: Iterable[Remark]) -> tuple[Finding, ...]:
    """Errors first, then by node and field."""
    found = [
        Finding(place.name, node, field, code, severity, f"{reason}.")
        for node, field, code, severity, reason in remarks
    ]
    return tuple(sorted(found, key=lambda each: (each.severity, each.node, each.field, each.code)))


def _misfits(error: ValidationError, data: object) -> Iterator[Remark]:
    for each in error.errors(include_url=False):
        node, steps = _node_at(each["loc"], data)
        field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
        yield node, field.lstrip("."), "bad-field", "error", each["msg"]


def _node_at(steps: tuple[int | str, ...], data: object) -> tuple[str, tuple[int | str, ...]]:
    """Name the node by its id rather than by its number, where it has one."""
    match steps, data:
        case ("nodes", int(at), *rest), {"nodes": [*nodes]}:
            match nodes[at]:
                case {"id": str(name)}:
                    return name, tuple(rest)
    return "", steps
