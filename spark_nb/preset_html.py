"""Presets and plans as a notebook shows them: in the host's colours, without a script."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Self

from spark_nb.domain.byte_size import readable
from spark_nb.domain.file_plan import FileStep, PresetConflict
from spark_nb.domain.meta_file import META
from spark_nb.domain.preset import LoadedPreset
from spark_nb.domain.preset_plan import PresetPlan
from spark_nb.domain.settings_edit import SettingsNote

_STYLE = """<style>
.spark-preset { max-width: 760px; font: 13px/1.45 var(--jp-ui-font-family, system-ui, sans-serif);
  color: var(--jp-ui-font-color1, CanvasText); }
.spark-preset .quiet { color: var(--jp-ui-font-color2, inherit); font-size: 12px; }
.spark-preset .title { font-size: 15px; font-weight: 600; }
.spark-preset details, .spark-preset .card { border: 1px solid var(--jp-border-color1, #8886);
  border-radius: 6px; margin: 8px 0; overflow: hidden; }
.spark-preset summary { padding: 4px 12px; cursor: pointer; }
.spark-preset table { width: 100%; margin: 0; border-collapse: collapse; table-layout: fixed;
  font-size: 12px; }
.spark-preset td { padding: 4px 12px !important; text-align: left !important; color: inherit;
  vertical-align: top; overflow-wrap: anywhere; white-space: normal !important;
  background: none !important; border-top: 1px solid var(--jp-border-color2, #8883) !important; }
.spark-preset td.n { width: 88px; text-align: right !important;
  font-variant-numeric: tabular-nums; }
.spark-preset td details { border: 0; margin: 0; }
.spark-preset td summary { padding: 0; }
.spark-preset pre { margin: 4px 0 0; max-height: 240px; overflow: auto; font-size: 12px;
  white-space: pre-wrap; background: none; color: inherit; }
.spark-preset .deck { display: grid; gap: 0 16px; align-items: start;
  grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); }
.spark-preset .card img { display: block; width: 100%; aspect-ratio: 16 / 9; object-fit: cover;
  margin: 0; }
.spark-preset .card .body { padding: 8px 12px 12px; }
.spark-preset .tag { display: inline-block; padding: 0 8px; margin: 4px 4px 0 0; font-size: 12px;
  border: 1px solid var(--jp-border-color1, #8886); border-radius: 999px; }
</style>"""

_MOST_LINES = 60
_SETTING_MARKS = {
    "added": "+ added",
    "there": "= there",
    "moved": "→ moved",
    "kept": "◦ kept yours",
    "removed": "− removed",  # noqa: RUF001 - a minus as wide as the plus
    "no_room": "⚠ no room",
    "unknown": "◦ left to Unity",
}


class ShownPreset(LoadedPreset):
    """A preset that is a card in a notebook."""

    __slots__ = ()

    @classmethod
    def of(cls, loaded: LoadedPreset) -> Self:
        return cls(loaded.preset, loaded.files, loaded.picture)

    def _repr_html_(self) -> str:
        return card_html(self)


class ShownPlan(PresetPlan):
    """A plan that is a list of files with their diffs in a notebook."""

    @classmethod
    def of(cls, plan: PresetPlan) -> Self:
        return cls(plan.preset, plan.files, plan.record, plan.merge)

    def _repr_html_(self) -> str:
        return plan_html(self)


def plan_html(plan: PresetPlan) -> str:
    """Return the plan: counts first, then what needs a look, then everything with its diff."""
    upgrade = f", from {escape(plan.upgrades_from)}" if plan.upgrades_from else ""
    head = (
        f'<div class="title">{escape(plan.preset.title)} {escape(plan.preset.version)}</div>'
        f'<div class="quiet">A plan{upgrade}: {escape(plan.summary())}</div>'
    )
    steps = {step.path: step for step in plan.files.steps}
    parts = [
        _group("⚠ In conflict", map(_diff_row, plan.conflicts), is_open=True),
        _group("◦ Kept as yours", map(_path_row, plan.kept)),
        _group("~ Changed", (_diff_row(steps[path]) for path in plan.changes), is_open=True),
        _group("− Removed", (_diff_row(steps[path]) for path in plan.removes)),  # noqa: RUF001
        _group("+ Added", _added_rows(plan.adds, steps)),
        _group("⚙ Settings", map(_setting_row, plan.settings), is_open=_needs_a_look(plan)),
        _group("⚙ Settings files", map(_diff_row, plan.merge.steps)),
        _group("= There already", map(_path_row, plan.unchanged)),
    ]
    return _wrapped(head + "".join(parts))


def card_html(loaded: LoadedPreset) -> str:
    return _wrapped(f'<div class="deck">{_card(loaded)}</div>')


def deck_html(presets: Iterable[LoadedPreset], refused: Sequence[str]) -> str:
    """Return a card for each preset, and what was refused below them."""
    cards = "".join(map(_card, presets))
    deck = f'<div class="deck">{cards}</div>' if cards else '<div class="quiet">No preset.</div>'
    faults = _group("⚠ Refused", map(_path_row, refused), is_open=True)
    return _wrapped(deck + faults)


def _card(loaded: LoadedPreset) -> str:
    preset = loaded.preset
    picture = ""
    if loaded.picture:
        data = base64.b64encode(loaded.picture).decode()
        alt = escape(f"A picture of {preset.title}", quote=True)
        picture = f'<img src="data:image/png;base64,{data}" alt="{alt}">'
    tags = "".join(f'<span class="tag">{escape(tag)}</span>' for tag in preset.tags)
    facts = f"{preset.id} {preset.version} · {readable(loaded.byte_length)}"
    return (
        f'<div class="card">{picture}<div class="body">'
        f'<div class="title">{escape(preset.title)}</div><div>{escape(preset.pitch)}</div>'
        f'<div class="quiet">{escape(facts)}</div><div>{tags}</div></div></div>'
    )


def _wrapped(inner: str) -> str:
    return f'{_STYLE}<div class="spark-preset">{inner}</div>'


def _group(title: str, rows: Iterable[str], *, is_open: bool = False) -> str:
    listed = list(rows)
    if not listed:
        return ""
    opened = " open" if is_open else ""
    table = f"<table><tbody>{''.join(listed)}</tbody></table>"
    return f"<details{opened}><summary>{title} · {len(listed)}</summary>{table}</details>"


def _diff_row(entry: FileStep | PresetConflict) -> str:
    diff = entry.diff()
    lines = diff.splitlines()
    added = sum(line.startswith("+") and not line.startswith("+++ ") for line in lines)
    removed = sum(line.startswith("-") and not line.startswith("--- ") for line in lines)
    counts = f"+{added} −{removed}" if "@@" in diff else "binary"  # noqa: RUF001
    inner = f"<summary>{escape(entry.path)}</summary><pre>{escape(_cut(diff))}</pre>"
    return f'<tr><td><details>{inner}</details></td><td class="n">{counts}</td></tr>'


def _added_rows(paths: Sequence[str], steps: Mapping[str, FileStep]) -> Iterator[str]:
    """Name the files with their sizes, and count their ``.meta`` files."""
    metas = [path for path in paths if path.endswith(META)]
    for path in paths:
        if path not in metas:
            size = readable(len(steps[path].after or b""))
            yield f'<tr><td>{escape(path)}</td><td class="n">{size}</td></tr>'
    if metas:
        yield f'<tr><td class="quiet">and their .meta</td><td class="n">{len(metas)}</td></tr>'


def _cut(diff: str) -> str:
    """Return the beginning of a diff: what a notebook shows, it also saves."""
    lines = diff.splitlines()
    more = len(lines) - _MOST_LINES
    return "\n".join(lines[:_MOST_LINES]) + (f"\n… {more} more lines" if more > 0 else "")


def _path_row(path: str) -> str:
    return f"<tr><td>{escape(path)}</td></tr>"


def _needs_a_look(plan: PresetPlan) -> bool:
    return any(note.outcome in ("moved", "kept", "no_room") for note in plan.settings)


def _setting_row(note: SettingsNote) -> str:
    what, words = escape(note.what), escape(note.words)
    return (
        f'<tr><td>{what}<br><span class="quiet">{words}</span></td>'
        f'<td class="n">{_SETTING_MARKS[note.outcome]}</td></tr>'
    )
