"""Fonts: the project's own, else an open one that stands in."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont, Layout
from ttf_opensans import OPENSANS_REGULAR

from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.scan import Snapshot
from spark_nb.sandbox.scene.ui.kept import Kept

_MEASURED = 256  # pixels per em at which widths are read, where hinting hardly rounds them
_SIZES_KEPT = 12  # each holds the whole file
_SHORTEST = 0.01
# What Pillow says of bytes that are no font, and of outlines that cannot be filled.
_DAMAGED = (OSError, Image.DecompressionBombError, Image.DecompressionBombWarning)
_NO_CHARACTER = "\uffff"  # stands for none in any font, and gets the picture of missing ones
_STEP = 8  # sizes are told apart by an eighth of a pixel


@dataclass(frozen=True, slots=True)
class Metrics:
    """Heights over and under the baseline in em; ``line`` is from one baseline to the next."""

    ascent: float
    descent: float
    line: float
    capital: float


_USUAL = Metrics(0.905, 0.212, 1.149, 0.716)  # of Unity's own font, which most texts are set in


class Font:
    """A TrueType or OpenType face; ``stands_in`` when it is not the one that was asked for."""

    def __init__(self, content: bytes, *, stands_in: bool = False) -> None:
        self.stands_in = stands_in
        self._content = content
        self._sizes: Kept[int, FreeTypeFont] = Kept(_SIZES_KEPT)
        self._advances: dict[str, float] = {}
        self._has: dict[str, bool] = {}
        measured = self._open(_MEASURED)
        ascent, descent = (part / _MEASURED for part in measured.getmetrics())
        capital = -measured.getbbox("H", anchor="ls")[1] / _MEASURED
        ascent = max(ascent, _SHORTEST)
        own = Metrics(ascent, descent, ascent + descent, capital)
        self.metrics = _USUAL if stands_in else own
        self._nothing = bytes(measured.getmask(_NO_CHARACTER))

    def __repr__(self) -> str:
        return f"<Font {' '.join(filter(None, self._open(_MEASURED).getname()))}>"

    def advance(self, character: str) -> float:
        """Return how far the pen moves, in em."""
        found = self._advances.get(character)
        if found is None:
            found = self.at(_MEASURED).getlength(character) / _MEASURED
            self._advances[character] = found
        return found

    def has(self, character: str) -> bool:
        """Return whether it has a picture of its own for a character."""
        found = self._has.get(character)
        if found is None:
            found = self._has[character] = character.isspace() or self._is_drawn(character)
        return found

    def draw(
        self,
        mask: Image.Image,
        at: tuple[float, float],
        character: str,
        pixels: float,
        stroke: float,
    ) -> None:
        """Draw in white at so many pixels per em, the pen on the baseline."""
        with suppress(*_DAMAGED):  # nothing can be seen of it, and ``has`` says so
            ImageDraw.Draw(mask).text(
                at,
                character,
                fill=255,
                font=self.at(pixels),
                anchor="ls",
                stroke_width=stroke,
            )

    def _is_drawn(self, character: str) -> bool:
        try:
            return bytes(self.at(_MEASURED).getmask(character)) != self._nothing
        except _DAMAGED:
            return False

    def at(self, pixels: float) -> FreeTypeFont:
        """Return the face at so many pixels per em."""
        key = max(round(pixels * _STEP), 1)
        return self._sizes.get(key, lambda: self._open(key / _STEP))

    def _open(self, pixels: float) -> FreeTypeFont:
        # The basic layout engine is in every build of Pillow; the other one is not.
        return ImageFont.truetype(io.BytesIO(self._content), pixels, layout_engine=Layout.BASIC)


class FontLibrary:
    """Reads each font file once while it stays the same."""

    def __init__(self, project: ProjectFolder) -> None:
        self._project = project
        self._fonts: dict[str, tuple[object, Font | None]] = {}

    def find(self, guid: str | None, snapshot: Snapshot) -> Font:
        """Return the font with that GUID, or the one that stands in."""
        path = self._project.guid_index(snapshot).path(guid) if guid else None
        if path is None:
            return stand_in()
        stamp = snapshot.files.get(path)
        known = self._fonts.get(path)
        if known is None or known[0] != stamp:
            known = stamp, _read(self._project.read(path))
            self._fonts[path] = known
        return known[1] or stand_in()


@cache
def stand_in() -> Font:
    return Font(OPENSANS_REGULAR.path.read_bytes(), stands_in=True)


def _read(content: bytes | None) -> Font | None:
    if content is None:
        return None
    try:
        return Font(content)
    except _DAMAGED:
        return None
