"""What the linter says: findings with their place, and the report that shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from html import escape
from typing import Any, Literal

Severity = Literal["error", "warning"]
_MARKS = {"error": "✕ error", "warning": "⚠ warning"}
_STYLE = """<style>
.spark-story { max-width: 760px; font: 13px/1.45 var(--jp-ui-font-family, system-ui, sans-serif);
  color: var(--jp-ui-font-color1, CanvasText); }
.spark-story .title { font-size: 15px; font-weight: 600; }
.spark-story .quiet { color: var(--jp-ui-font-color2, inherit); font-size: 12px; }
.spark-story table { width: 100%; margin: 8px 0 0; border-collapse: collapse; font-size: 12px; }
.spark-story td { padding: 4px 12px 4px 0 !important; text-align: left !important; color: inherit;
  vertical-align: top; overflow-wrap: anywhere; white-space: normal !important;
  background: none !important; border-top: 1px solid var(--jp-border-color2, #8883) !important; }
.spark-story td.mark { white-space: nowrap !important; }
.spark-story .error { color: var(--jp-error-color1, #b3261e); }
.spark-story .warning { color: var(--jp-warn-color1, #8a4b00); }
</style>"""


@dataclass(frozen=True, slots=True)
class Finding:
    """``node`` and ``field`` are empty where the whole story is meant."""

    file: str
    node: str
    field: str
    code: str
    severity: Severity
    reason: str

    def __str__(self) -> str:
        place = " ".join(part for part in (self.node, self.field) if part)
        return f"{self.file}: {place + ': ' if place else ''}{self.severity}: {self.reason}"


@dataclass(frozen=True, slots=True, repr=False)
class StoryReport:
    """Findings of one story, errors first. ``words`` are those of all its texts.

    ``is_exact`` is false when the story has more states than are looked at one by one: then a
    condition that depends on what changes counts as possible.
    """

    title: str
    findings: tuple[Finding, ...]
    nodes: int = 0
    endings: tuple[str, ...] = ()
    words: int = 0
    is_exact: bool = True

    @property
    def is_playable(self) -> bool:
        """Whether there is no error; warnings do not stop a player."""
        return all(finding.severity != "error" for finding in self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def summary(self) -> str:
        counted = Counter(finding.severity for finding in self.findings)
        found = ", ".join(
            f"{count} {severity}{'s' * (count > 1)}" for severity, count in sorted(counted.items())
        )
        endings = len(self.endings)
        about = f"{self.nodes} nodes, {endings} ending{'s' * (endings != 1)}, {self.words:,} words"
        looked = "" if self.is_exact else " More states than were looked at one by one."
        return f"{found or 'No findings'} ({about}).{looked}"

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON's types, for other programs."""
        return {
            "title": self.title,
            "is_playable": self.is_playable,
            "is_exact": self.is_exact,
            "nodes": self.nodes,
            "endings": list(self.endings),
            "words": self.words,
            "findings": [asdict(finding) for finding in self.findings],
        }

    def __repr__(self) -> str:
        return "\n".join([f"{self.title}: {self.summary()}", *map(str, self.findings)])

    def _repr_html_(self) -> str:
        rows = "".join(map(_row, self.findings))
        table = f"<table><tbody>{rows}</tbody></table>" if rows else ""
        head = f'<div class="title">{escape(self.title)}</div>'
        return (
            f'{_STYLE}<div class="spark-story">{head}'
            f'<div class="quiet">{escape(self.summary())}</div>{table}</div>'
        )


def _row(finding: Finding) -> str:
    place = escape(finding.node or finding.file)
    return (
        f'<tr><td class="mark {finding.severity}">{_MARKS[finding.severity]}</td>'
        f'<td>{place}<br><span class="quiet">{escape(finding.field)}</span></td>'
        f"<td>{escape(finding.reason)}</td></tr>"
    )
