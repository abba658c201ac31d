"""Pictures and sounds a story names, looked for in its folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spark_nb.story.plot import Plot
from spark_nb.story.rules import Remark

_PICTURES, _SOUNDS = (".png", ".jpg", ".jpeg", ".webp"), (".wav", ".ogg", ".mp3")


def missing_assets(plot: Plot, folder: Path) -> Iterator[Remark]:
    """``folder`` is that of the story. Names count with their capitals, as on the web.

    A portrait is the picture of a character, ``odile.png``, with one for each mood,
    ``odile_smile.png``.
    """
    assets = plot.script.assets
    wanted = {
        "backgrounds": (assets.backgrounds, _PICTURES, [*_backgrounds(plot)]),
        "portraits": (assets.portraits, _PICTURES, [*_portraits(plot)]),
        "sounds": (assets.sounds, _SOUNDS, [*_sounds(plot)]),
    }
    for shelf, (place, suffixes, uses) in wanted.items():
        if not place:
            continue
        if not (folder / place).is_dir():
            yield "", f"assets.{shelf}", "missing-asset", "error", f"No folder {place}"
            continue
        there = {each.stem for each in (folder / place).iterdir() if each.suffix in suffixes}
        for node, field, name in uses:
            if name not in there:
                endings = ", ".join(suffixes)
                reason = f"{name!r} is not in {place} ({endings})"
                yield node, field, "missing-asset", "error", reason


def _backgrounds(plot: Plot) -> Iterator[tuple[str, str, str]]:
    for node in plot.nodes.values():
        if node.background:
            yield node.id, "background", node.background


def _portraits(plot: Plot) -> Iterator[tuple[str, str, str]]:
    for name, character in plot.script.characters.items():
        if character.moods:
            yield "", f"characters.{name}", name
        for at, mood in enumerate(character.moods):
            yield "", f"characters.{name}.moods[{at}]", f"{name}_{mood}"


def _sounds(plot: Plot) -> Iterator[tuple[str, str, str]]:
    for node in plot.nodes.values():
        if node.music:
            yield node.id, "music", node.music
        for at, line in enumerate(node.lines):
            if line.sound:
                yield node.id, f"lines[{at}].sound", line.sound
