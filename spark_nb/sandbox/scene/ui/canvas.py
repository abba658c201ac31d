"""How large a canvas is, and how many pixels its units are."""

from __future__ import annotations

import math
from dataclasses import dataclass

from spark_nb.sandbox.scene.field import Fields, integer, number, reference, vector
from spark_nb.sandbox.scene.ui.colour import fraction
from spark_nb.sandbox.scene.ui.placement import Placement, Size

OVERLAY, CAMERA, WORLD = range(3)
_WITH_SCREEN, _PHYSICAL = 1, 2
_EXPAND, _SHRINK = 1, 2
_UNITS_PER_INCH = {0: 2.54, 1: 25.4, 2: 1.0, 3: 72.0, 4: 6.0}
_POINTS = 3
_PER_UNIT = 100.0  # pixels of a sprite, where no scaler says otherwise


def mode_of(canvas: Fields) -> int:
    """Return where a root canvas is drawn; one without its camera lies over the screen."""
    mode = integer(canvas, "m_RenderMode")
    return OVERLAY if mode == CAMERA and reference(canvas, "m_Camera") is None else mode


@dataclass(frozen=True, slots=True)
class Scaler:
    """A CanvasScaler's fields; none for a canvas without one."""

    fields: Fields

    @property
    def per_unit(self) -> float:
        """Pixels of a sprite to a unit, against which its own are measured."""
        per_unit = number(self.fields, "m_ReferencePixelsPerUnit", _PER_UNIT)
        if integer(self.fields, "m_UiScaleMode") == _PHYSICAL:
            per_unit *= self._units_per_inch / max(
                number(self.fields, "m_DefaultSpriteDPI", 96), 1
            )
        return min(max(per_unit, 1e-3), 1e6)

    def scale(self, screen: Size) -> float:
        """Return the pixels of the screen to a unit."""
        mode = integer(self.fields, "m_UiScaleMode")
        if mode == _WITH_SCREEN:
            scale = self._with_screen(screen)
        elif mode == _PHYSICAL:
            dpi = number(self.fields, "m_FallbackScreenDPI", 96.0)
            scale = dpi / self._units_per_inch
        else:
            scale = number(self.fields, "m_ScaleFactor", 1.0)
        return min(max(scale, 1e-3), 1e3)

    @property
    def _units_per_inch(self) -> float:
        return _UNITS_PER_INCH.get(integer(self.fields, "m_PhysicalUnit", _POINTS), 72.0)

    def _with_screen(self, screen: Size) -> float:
        reference_size = vector(self.fields, "m_ReferenceResolution", (800.0, 600.0))
        across, down = (
            part / max(wanted, 1.0) for part, wanted in zip(screen, reference_size, strict=True)
        )
        rule = integer(self.fields, "m_ScreenMatchMode")
        if rule in (_EXPAND, _SHRINK):
            return min(across, down) if rule == _EXPAND else max(across, down)
        match_height = fraction(number(self.fields, "m_MatchWidthOrHeight"))
        return math.exp(math.log(across) * (1 - match_height) + math.log(down) * match_height)


def on_screen(scale: float, screen: Size) -> Placement:
    """Return where a canvas is that fills the screen, its origin in the middle."""
    return Placement(scale, 0.0, screen[0] / 2, 0.0, -scale, screen[1] / 2, screen)
