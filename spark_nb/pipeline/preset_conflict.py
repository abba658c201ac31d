"""What becomes of files that the user and a preset have both changed."""

from __future__ import annotations

from dataclasses import replace

from spark_nb.domain.file_plan import FilePlan, FileStep, OnPresetConflict, PresetConflict
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.three_way import MergeClash
from spark_nb.errors import ConflictError

_MOST_NAMED = 5
_CHOICES = (
    'Nothing was written. Look at plan_preset(…).conflicts; then pass on_conflict="merge" to '
    'merge both, or on_conflict="keep" to keep yours.'
)


def resolved(plan: FilePlan, on_conflict: OnPresetConflict) -> FilePlan:
    """Return the plan without conflicts.

    Raises ConflictError: on ``refuse`` when there are any, on ``merge`` when lines clash.
    """
    if not plan.conflicts:
        return plan
    if on_conflict == "keep":
        yours = tuple(conflict.path for conflict in plan.conflicts)
        return replace(plan, kept=plan.kept + yours, conflicts=())
    if on_conflict == "refuse":
        raise _refusal(plan.conflicts, "changed by you and by the preset", _CHOICES)
    return _merged(plan)


def _merged(plan: FilePlan) -> FilePlan:
    merged: list[FileStep] = []
    clashing: dict[PresetConflict, MergeClash] = {}
    for conflict in plan.conflicts:
        try:
            merged.append(FileStep(conflict.path, conflict.yours, conflict.merged()))
        except MergeClash as clash:
            clashing[conflict] = clash
    if clashing:
        raise _unmerged(clashing)
    changing = tuple(step for step in merged if step.before != step.after)
    same = tuple(step.path for step in merged if step.before == step.after)
    return replace(plan, steps=plan.steps + changing, kept=plan.kept + same, conflicts=())


def _unmerged(clashing: dict[PresetConflict, MergeClash]) -> ConflictError:
    conflicts = tuple(clashing)
    lines = _listed([str(clash.line) for clash in clashing[conflicts[0]].clashes])
    words = f"cannot be merged: you and the preset both changed line {lines}"
    if not lines:
        words = "cannot be merged: it is no text"
    if conflicts[0].base is None:
        words = "cannot be merged: the preset did not write it, so the two have nothing in common"
    hint = 'Nothing was written. Edit the file to agree, or pass on_conflict="keep" to keep yours.'
    return _refusal(conflicts, words, hint)


def _refusal(conflicts: tuple[PresetConflict, ...], words: str, hint: str) -> ConflictError:
    first, *rest = conflicts
    more = f" (and {_listed([conflict.path for conflict in rest])} too)" if rest else ""
    return ConflictError(
        f"{first.path} {words}{more}.",
        path=first.path,
        expected=content_sha256(first.theirs),
        actual=content_sha256(first.yours),
        diff=first.diff(),
        hint=hint,
    )


def _listed(names: list[str]) -> str:
    """Return the first few, and how many more there are."""
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
