"""One merge while it is under way: the texts it edits, what is wanted, and what it has to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from spark_nb.domain.project_settings import ProjectSettings
from spark_nb.domain.settings_ledger import SettingsLedger
from spark_nb.domain.unity_text import UnityText

Outcome = Literal["added", "there", "moved", "kept", "removed", "no_room", "unknown"]


@dataclass(frozen=True, slots=True)
class SettingsNote:
    """What becomes of one wish: ``what`` and ``outcome`` in a word, ``words`` for people."""

    what: str
    outcome: Outcome
    words: str

    def __str__(self) -> str:
        return f"{self.what}: {self.words}"


@dataclass(frozen=True, slots=True)
class WantedFile:
    path: str
    sha256: str
    settings: ProjectSettings


@dataclass(slots=True)
class SettingsEdit:
    """``wanted`` in the order of precedence; ``guid_of`` gives the GUID of a scene, or None."""

    texts: Mapping[str, str]
    wanted: Sequence[WantedFile]
    ledger: SettingsLedger
    guid_of: Callable[[str], str | None]
    notes: list[SettingsNote] = field(default_factory=list)
    _open: dict[str, UnityText] = field(default_factory=dict)

    def fresh(self) -> Iterator[ProjectSettings]:
        """Yield what has not been merged as it is now."""
        merged = {(file.path, file.sha256) for file in self.ledger.files}
        for file in self.wanted:
            if (file.path, file.sha256) not in merged:
                yield file.settings

    def all(self) -> Iterator[ProjectSettings]:
        return (file.settings for file in self.wanted)

    def text(self, asset: str, *keys: str) -> UnityText | None:
        """Return a file to edit, None when it is not there or lacks one of ``keys``."""
        if asset in self.texts and asset not in self._open:
            self._open[asset] = UnityText(self.texts[asset])
        text = self._open.get(asset)
        return text if text and all(map(text.has, keys)) else None

    def note(self, what: str, outcome: Outcome, words: str) -> None:
        self.notes.append(SettingsNote(what, outcome, words))

    def unknown(self, kind: str, names: Sequence[str]) -> None:
        for name in names:
            words = "not in this project's settings; left to Unity"
            self.note(f"{kind} {name}", "unknown", words)

    def changed(self) -> dict[str, str]:
        """Return the texts that are no longer what they were."""
        texts = {asset: str(text) for asset, text in self._open.items()}
        return {asset: text for asset, text in texts.items() if text != self.texts[asset]}
