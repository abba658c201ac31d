"""What there is to start from: our presets, and your own from ``SPARK_PRESETS``.

``find()`` lists and filters them, ``get()`` shows one; in a notebook both are cards with a
picture. Neither needs a session.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spark_nb.clients.preset_files import load_preset, read_shelf
from spark_nb.domain.preset_shelf import RefusedPreset
from spark_nb.preset_html import ShownPreset, deck_html
from spark_nb.settings import load_settings


@dataclass(frozen=True, slots=True, repr=False)
class PresetDeck:
    """Presets by id, and the folders that are no good ones, with the reason."""

    presets: tuple[ShownPreset, ...]
    refused: tuple[RefusedPreset, ...]

    def __len__(self) -> int:
        return len(self.presets)

    def __iter__(self) -> Iterator[ShownPreset]:
        return iter(self.presets)

    def __getitem__(self, index: int) -> ShownPreset:
        return self.presets[index]

    def __repr__(self) -> str:
        lines = [repr(loaded) for loaded in self.presets] or ["No preset."]
        return "\n".join([*lines, *(f"Refused: {bad.reason}" for bad in self.refused)])

    def _repr_html_(self) -> str:
        return deck_html(self.presets, [bad.reason for bad in self.refused])


def find(text: str = "", *, tag: str | None = None, unity: str | None = None) -> PresetDeck:
    """Return the presets that have ``text`` in their words, ``tag``, and a Unity version.

    All of them without arguments; ``unity`` is two numbers such as ``2022.3``.
    """
    shelf = read_shelf(load_settings().preset_folders)
    found = (loaded for loaded in shelf.presets.values() if loaded.matches(text, tag, unity))
    by_id = sorted(found, key=lambda loaded: loaded.preset.id)
    return PresetDeck(tuple(map(ShownPreset.of, by_id)), shelf.refused)


def get(preset_id: str) -> ShownPreset:
    """Return one preset. Raises RejectedError when there is none, SetupError on a bad one."""
    return ShownPreset.of(load_preset(preset_id, load_settings().preset_folders))
