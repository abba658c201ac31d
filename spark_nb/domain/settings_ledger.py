"""What presets have put into a project's settings, so that it can be taken out again.

It is ``ProjectSettings/SparkPresets.json``: Unity's Editor script and the sandbox keep the same
one, and it goes through git with the settings it speaks of.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from spark_nb.domain.guardrail import rejection
from spark_nb.errors import SetupError

LEDGER_PATH = "ProjectSettings/SparkPresets.json"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MergedFile(_Entry):
    """A settings file as it was merged last; no ``sha256`` while that is under way."""

    path: str
    sha256: str = ""


class OwnLayer(_Entry):
    name: str
    slot: int


class OwnSortingLayer(_Entry):
    name: str
    id: int


class OwnValue(_Entry):
    """``before`` is what the project had, ``value`` what it has from us.

    ``level`` is the name of a quality level, "" outside of them.
    """

    asset: str
    property: str
    level: str = ""
    before: str
    value: str


class SettingsLedger(_Entry):
    """``files`` in the order in which they came: where two disagree, the first has its way."""

    files: tuple[MergedFile, ...] = ()
    tags: tuple[str, ...] = ()
    layers: tuple[OwnLayer, ...] = ()
    sorting_layers: tuple[OwnSortingLayer, ...] = ()
    build_scenes: tuple[str, ...] = ()
    values: tuple[OwnValue, ...] = ()

    def with_all_of(self, other: SettingsLedger) -> SettingsLedger:
        """Return what may be ours while the settings become what ``other`` says.

        Whatever ends that half-way, the next merge begins anew and knows what to take out.
        """
        names = ("tags", "layers", "sorting_layers", "build_scenes", "values")
        both = {name: _joined(getattr(self, name), getattr(other, name)) for name in names}
        paths = dict.fromkeys(file.path for file in (*self.files, *other.files))
        return SettingsLedger(files=tuple(MergedFile(path=path) for path in paths), **both)

    def encoded(self) -> bytes:
        return (self.model_dump_json(indent=2) + "\n").encode()

    @property
    def is_empty(self) -> bool:
        return self == SettingsLedger()


def _joined(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*(entry for entry in old if entry not in new), *new)


def parse_ledger(content: bytes | None) -> SettingsLedger:
    """Raises SetupError that names file, field and reason."""
    if content is None:
        return SettingsLedger()
    try:
        return SettingsLedger.model_validate_json(content)
    except ValidationError as error:
        broken = rejection(error, "ledger")
        raise SetupError(
            f"{LEDGER_PATH}, {broken.field}: {broken.message}",
            hint="Bring it back from version control, or delete it: the settings stay.",
        ) from None
