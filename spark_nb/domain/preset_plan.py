"""What applying a preset would do to a project, as a whole."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, field

from spark_nb.domain.file_plan import FilePlan, FileStep, PresetConflict
from spark_nb.domain.preset import Preset
from spark_nb.domain.preset_record import PresetRecord
from spark_nb.domain.settings_edit import SettingsNote


@dataclass(frozen=True, slots=True)
class SettingsPlan:
    """What becomes of layers, tags, scenes and single settings, and of the files they stand in.

    ``steps`` are Unity's to do, or the sandbox's, when the preset's settings file is written.
    """

    notes: tuple[SettingsNote, ...] = ()
    steps: tuple[FileStep, ...] = ()


@dataclass(frozen=True)
class PresetPlan:
    """What applying would do. Nothing has been written.

    ``adds``, ``changes`` and ``removes`` would be written; ``kept`` are your own versions of the
    preset's files; ``conflicts`` were changed by you and by the preset.
    """

    preset: Preset
    files: FilePlan = field(repr=False)
    record: PresetRecord | None = field(default=None, repr=False)
    merge: SettingsPlan = field(default=SettingsPlan(), repr=False)

    @property
    def adds(self) -> tuple[str, ...]:
        return self._paths("Wrote")

    @property
    def changes(self) -> tuple[str, ...]:
        return self._paths("Changed")

    @property
    def removes(self) -> tuple[str, ...]:
        return self._paths("Removed")

    @property
    def unchanged(self) -> tuple[str, ...]:
        return self.files.unchanged

    @property
    def kept(self) -> tuple[str, ...]:
        return self.files.kept

    @property
    def conflicts(self) -> tuple[PresetConflict, ...]:
        return self.files.conflicts

    @property
    def settings(self) -> tuple[SettingsNote, ...]:
        """What becomes of each layer, tag, scene and setting that the preset wants."""
        return self.merge.notes

    @property
    def upgrades_from(self) -> str | None:
        """The version in the project, None when there is none or it is this one."""
        known = self.record.version if self.record else None
        return known if known != self.preset.version else None

    def diff(self, path: str | None = None) -> str:
        """Return what would change as a unified diff, of all files or of one.

        Files of ``ProjectSettings/`` are among them.
        """
        entries = (entry for entry in self.entries() if path is None or entry.path == path)
        return "".join(entry.diff() for entry in entries)

    def entries(self) -> list[FileStep | PresetConflict]:
        """Return all that has a diff, by path."""
        entries: list[FileStep | PresetConflict] = [
            *self.files.steps,
            *self.conflicts,
            *self.merge.steps,
        ]
        return sorted(entries, key=lambda entry: entry.path)

    def __repr__(self) -> str:
        return f"{self.preset.title}: {self.summary()}"

    def summary(self) -> str:
        """Return how much would be done, in one sentence."""
        counts = [f"{len(what)} {word}" for what, word in self._counted() if what]
        files = f"Files: {', '.join(counts)}." if counts else "Nothing to do."
        settings = f" Settings: {len(self.settings)}." if self.settings else ""
        return f"{files}{settings} Nothing was written."

    def _counted(self) -> tuple[tuple[Sized, str], ...]:
        return (
            (self.adds, "to add"),
            (self.changes, "to change"),
            (self.removes, "to remove"),
            (self.unchanged, "there already"),
            (self.kept, "kept as yours"),
            (self.conflicts, "in conflict"),
        )

    def _paths(self, verb: str) -> tuple[str, ...]:
        return tuple(step.path for step in self.files.steps if step.verb == verb)
