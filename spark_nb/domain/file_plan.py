"""What applying a preset would do to a project's files, and what taking it out would."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.meta_file import META, asset_of, is_folder_meta
from spark_nb.domain.preset import write_stages
from spark_nb.domain.preset_record import PresetRecord
from spark_nb.domain.project_settings import is_settings_file, is_shared
from spark_nb.domain.text import text_of
from spark_nb.domain.three_way import MergeClash, merge
from spark_nb.domain.unified_diff import make_patch

OnPresetConflict = Literal["refuse", "merge", "keep"]


@dataclass(frozen=True, slots=True)
class FileStep:
    """One file to bring from ``before`` to ``after``; None is no file."""

    path: str
    before: bytes | None = field(repr=False)
    after: bytes | None = field(repr=False)

    @property
    def verb(self) -> str:
        if self.after is None:
            return "Removed"
        return "Wrote" if self.before is None else "Changed"

    def diff(self) -> str:
        """Return the unified diff, or a line that says how large a binary is."""
        if all(content is None or text_of(content) is not None for content in self._sides):
            return make_patch(self.path, self.before, self.after)
        sizes = (f"{len(content):,} bytes" if content else "none" for content in self._sides)
        return f"{self.path}: binary, {' → '.join(sizes)}\n"

    @property
    def _sides(self) -> tuple[bytes | None, bytes | None]:
        return self.before, self.after


@dataclass(frozen=True, slots=True)
class PresetConflict:
    """A file that the user and the preset both have something to say about.

    ``base`` is what the preset wrote before, None when it never did; ``yours`` is in the project,
    ``theirs`` in the preset now.
    """

    path: str
    base: bytes | None = field(repr=False)
    yours: bytes = field(repr=False)
    theirs: bytes = field(repr=False)

    def merged(self) -> bytes:
        """Merge three-way. Raises MergeClash where lines clash, or nothing is known of a base."""
        if self.base is None:
            raise MergeClash(())
        return merge(self.base, self.yours, self.theirs)

    def diff(self) -> str:
        """Return what would be lost if the preset's file were written over yours."""
        return FileStep(self.path, self.yours, self.theirs).diff()


@dataclass(frozen=True, slots=True)
class FilePlan:
    """``steps`` in no order. ``kept`` are the user's versions, which stay as they are."""

    steps: tuple[FileStep, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]
    conflicts: tuple[PresetConflict, ...]


def plan_files(
    files: Mapping[str, bytes],
    present: Mapping[str, bytes | None],
    record: PresetRecord | None,
    others: Collection[str],
) -> FilePlan:
    """Compare a preset's files with those ``present`` and with what was applied before.

    ``present`` knows all paths of ``files`` and ``record``. ``others`` are the paths that other
    applied presets have too: what this one no longer needs of them stays.
    """
    steps: list[FileStep] = []
    unchanged: list[str] = []
    kept: list[str] = []
    conflicts: list[PresetConflict] = []
    recorded = record.files if record else {}
    for path, wanted in files.items():
        now, known = present[path], recorded.get(path)
        if now == wanted:
            unchanged.append(path)
        elif now is None or (known and known.owned and known.is_as_written(now)):
            steps.append(FileStep(path, now, wanted))
        elif is_folder_meta(path, now) or (known and known.sha256 == content_sha256(wanted)):
            kept.append(path)
        else:
            base = record.base(path) if record else None
            conflicts.append(PresetConflict(path, base, now, wanted))
    if record:
        gone = record.model_copy(
            update={"files": {p: f for p, f in record.files.items() if p not in files}}
        )
        removal = plan_removal(gone, present, others)
        steps += [FileStep(path, present[path], None) for path in removal.paths]
        kept += removal.kept
    return FilePlan(tuple(steps), tuple(unchanged), tuple(kept), tuple(conflicts))


@dataclass(frozen=True, slots=True)
class Removal:
    """``paths`` in the order to delete them; ``kept`` were edited, so they stay."""

    paths: tuple[str, ...]
    kept: tuple[str, ...]


def plan_removal(
    record: PresetRecord,
    present: Mapping[str, bytes | None],
    others: Collection[str],
    *,
    force: bool = False,
) -> Removal:
    """Say which of the recorded files go: the preset's own, that are as it wrote them.

    A file and its ``.meta`` go or stay together; a settings file that stays keeps what merges it.
    Files that were there before stay, and so do those ``others`` have. ``force`` takes edited
    files too.
    """
    ours = {
        path: present[path]
        for path, file in record.files.items()
        if file.owned and path not in others and present[path] is not None
    }
    edited = {
        asset_of(path)
        for path, now in ours.items()
        if now is not None and not record.files[path].is_as_written(now)
        if not (path.endswith(META) and is_settings_file(asset_of(path)))
    }
    kept = {path for path in ours if asset_of(path) in edited and not force}
    if any(map(is_settings_file, kept)):
        kept |= {path for path in ours if is_shared(path)}
    ordered = [path for stage in reversed(write_stages(ours)) for path in reversed(stage)]
    return Removal(tuple(path for path in ordered if path not in kept), tuple(_named(kept)))


def _named(paths: Collection[str]) -> list[str]:
    """Return what to call them: an asset stands for its ``.meta``, where both are there."""
    return sorted({asset_of(path) if asset_of(path) in paths else path for path in paths})
