"""Works out, before anything is written, what taking steps back or bringing them again leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.operation import Change, Operation
from spark_nb.domain.three_way import MergeClash, merge
from spark_nb.domain.unified_diff import make_patch
from spark_nb.errors import ConflictError

OnConflict = Literal["refuse", "keep", "restore", "merge"]
_CHOICES = (
    'Nothing was written. Choose with on_conflict: "keep" leaves your file, "restore" takes the '
    'step all the same, "merge" keeps your lines as well where they do not touch its own.'
)
_NO_MERGE = 'Nothing was written. Choose on_conflict="keep" or "restore", or edit the file.'


@dataclass(frozen=True, slots=True)
class Rework:
    """What to write, a file once however many steps touched it, and the steps as they are then.

    Redo brings back what a step that was taken back had found, and the other way round.
    """

    writes: tuple[Change, ...]
    operations: tuple[Operation, ...]


def rework(
    operations: Sequence[Operation],
    present: Mapping[str, bytes | None],
    on_conflict: OnConflict,
    *,
    back: bool,
) -> Rework:
    """Take ``operations`` back, newest first, or bring them again, oldest first.

    ``present`` is what the project has of their files. Where a file is not what a step left,
    ``on_conflict`` decides: ``keep`` it and forget the step's part in it, ``restore`` what the
    step wants, ``merge`` the two, or ``refuse``. Raises ConflictError for the first file that is
    in the way, with the number of others.
    """
    wanted = [_reversed(operation) if back else operation for operation in operations]
    draft = _Draft(present, [change for step in wanted for change in step.changes], on_conflict)
    made = [replace(step, changes=draft.take(step.changes)) for step in wanted]
    settled = (_reversed(operation) if back else operation for operation in made)
    return Rework(draft.writes(), tuple(settled))


def _reversed(operation: Operation) -> Operation:
    changes = (change.reversed() for change in reversed(operation.changes))
    return replace(operation, changes=tuple(changes))


class _Draft:
    """The files as they will be, beginning with what is there."""

    def __init__(
        self,
        present: Mapping[str, bytes | None],
        changes: Sequence[Change],
        on_conflict: OnConflict,
    ) -> None:
        self._present = present
        self._files = dict(present)
        self._on_conflict = on_conflict
        self._conflicts: list[ConflictError] = []
        ends = {change.path: change.after for change in changes}
        for change in reversed(changes):
            if present[change.path] == ends[change.path]:  # an earlier try got as far as that
                self._files[change.path] = change.before

    def take(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Make one step's changes; return those that were made, as they were made."""
        made = [self._bring(change) for change in changes]
        return tuple(change for change in made if change)

    def writes(self) -> tuple[Change, ...]:
        if self._conflicts:
            raise self._conflict()
        return tuple(
            Change(path, now, wanted)
            for path, wanted in self._files.items()
            if (now := self._present[path]) != wanted
        )

    def _bring(self, change: Change) -> Change | None:
        """Bring a file on, and return the change that was made; None when it stays as it is."""
        now = self._files.pop(change.path)  # so that files end up in the order they are written
        made: Change | None = change
        if now not in (change.before, change.after):
            made = self._resolved(change, now)
        self._files[change.path] = now if made is None else made.after
        return made

    def _resolved(self, change: Change, now: bytes | None) -> Change | None:
        match self._on_conflict:
            case "keep":
                return None
            case "restore":
                return Change(change.path, now, change.after)
            case "merge":
                return self._merged(change, now)
        self._conflicts.append(changed_since(change, now))
        return change

    def _merged(self, change: Change, now: bytes | None) -> Change:
        if now is None or change.before is None or change.after is None:
            self._conflicts.append(_cannot_merge(change, now, "One side has no such file."))
            return change
        try:
            merged = merge(change.before, now, change.after)
        except MergeClash as clash:
            self._conflicts.append(_cannot_merge(change, now, str(clash)))
            return change
        return Change(change.path, now, merged)

    def _conflict(self) -> ConflictError:
        error = self._conflicts[0]
        others = len({conflict.path for conflict in self._conflicts} - {error.path})
        if others:
            error.message = f"{error.message[:-1]}, and {others} more of its files."
        return error


def changed_since(change: Change, now: bytes | None) -> ConflictError:
    """Return the error for a file that should be as before ``change`` and is not."""
    state = "was deleted" if now is None else "was changed"
    return _error(f"{change.path} {state} since.", change, now, _CHOICES)


def _cannot_merge(change: Change, now: bytes | None, why: str) -> ConflictError:
    return _error(f"{change.path} cannot be merged: {why}", change, now, _NO_MERGE)


def _error(message: str, change: Change, now: bytes | None, hint: str) -> ConflictError:
    return ConflictError(
        message,
        path=change.path,
        expected=change.before_sha256,
        actual=None if now is None else content_sha256(now),
        diff=_diff(change.path, change.before, now),
        hint=hint,
    )


def _diff(path: str, expected: bytes | None, now: bytes | None) -> str:
    """Return what was changed since as a unified diff, empty for what is no text."""
    try:
        return make_patch(path, expected, now)
    except UnicodeDecodeError:
        return ""
