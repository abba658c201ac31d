"""Lines of the progress widget: what is done, and what undoing it would touch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from spark_nb.domain.tools import TOOLS
from spark_nb.pipeline.activity import Activity, Item
from spark_nb.pipeline.patch_stack import PatchStack

_NAMES = 3
_FACTS = ("name", "path", "attempts", "cache_hit", "message", "hint", "done", "total", "stage",
          "target", "progress", "duration_ms")  # fmt: skip
_GROUPS = frozenset(["operation", "preset", "preset_removal"])
STATIC_HEAD = ("What", "State", "Took", "When")
_IN_WORDS = {"timed_out": "timed out", "cut_off": "cut off"}


def line(activity: Activity, item: Item) -> dict[str, Any]:
    """Return what the page shows of an item; facts that nobody told are None."""
    return {
        "id": item.item_id,
        "kind": item.kind,
        "status": activity.status(item),
        "at": item.started_at.isoformat(),
        "steps": item.step_count,
        "failed_steps": item.failed_steps,
        **{name: item.facts.get(name) for name in _FACTS},
    }


def taking_back(patches: PatchStack, item: Item) -> dict[str, Any] | None:
    """Return what undoing an item would take along, or why it cannot be; None for what reads.

    ``to`` is the step that a rollback goes back to, None for the newest step.
    """
    if item.kind not in _GROUPS and not (item.kind in TOOLS and TOOLS[item.kind].reversible):
        return None
    if item.status not in ("succeeded", "failed", "cancelled"):
        return None
    if patches.interrupted is not None:
        return {"reason": "unfinished"}
    done = list(patches)
    at = _place(item.item_id, [op.operation_id for op in done])
    if at is None:
        undone = _place(item.item_id, [op.operation_id for op in patches.undone])
        return {"reason": "not_kept" if undone is None else "undone"}
    if at == 0 and len(done) > 1:
        return {"reason": "oldest"}
    taken = done[at:]
    paths = list(dict.fromkeys(change.path for op in reversed(taken) for change in op.changes))
    names = [PurePosixPath(path).name for path in paths[:_NAMES]]
    to = None if len(taken) == 1 else str(done[at - 1].operation_id)
    return {"count": len(taken), "files": len(paths), "names": names, "to": to}


def as_words(row: dict[str, Any]) -> tuple[str, str, str, str]:
    """Return a line for where no page is alive."""
    what = row["name"] or f"{row['kind']} {row['path'] or row['target'] or ''}".rstrip()
    took = "" if row["duration_ms"] is None else f"{row['duration_ms'] / 1000:.1f} s"
    at = datetime.fromisoformat(row["at"]).astimezone(UTC)
    state = _IN_WORDS.get(row["status"], row["status"])
    ended_well = row["status"] in ("succeeded", "queued", "running")
    why = "" if ended_well or not row["message"] else f": {row['message']}"
    return what, f"{state}{why}", took, f"{at:%Y-%m-%d %H:%M} UTC"


def _place(item_id: str, ids: Sequence[UUID]) -> int | None:
    names = [str(operation_id) for operation_id in ids]
    return names.index(item_id) if item_id in names else None
