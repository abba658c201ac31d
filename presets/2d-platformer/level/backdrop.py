"""What lies behind a level, by day and at dusk; layers pass the slower the farther they are."""

from __future__ import annotations

from forge.unity.scene import Scene

from level import kit
from level.names import BACKDROP

_CLOUDS = (
    ("CloudLarge", -1.5, 3.5),
    ("CloudSmall", 8, 4.25),
    ("CloudSmall", -9, 4.5),
    ("CloudLarge", 15, 3.75),
    ("CloudSmall", 20, 2.5),
    ("CloudLarge", 29, 4.5),
)


def add_backdrop(scene: Scene, time_of_day: str = "") -> None:
    """``time_of_day`` begins the names of the pictures: nothing by day, or ``Dusk``."""
    far, which = BACKDROP, time_of_day
    kit.tiled(scene, f"{which}Sky", (-32, -4, 128, 12), far, kit.parallax(1, scene))
    sun_y = 3.25 if not which else -0.5
    kit.picture(scene, f"{which}Sun", 3.5, sun_y, far + 5, kit.parallax(0.97, scene))
    mountains = (-30, -2.125, 100, 5.25)
    kit.tiled(scene, f"{which}Mountains", mountains, far + 10, kit.parallax(0.88, scene))
    for name, x, y in _CLOUDS:
        drifting = kit.parallax(0.8, scene, drift=-0.08)
        kit.picture(scene, f"{which}{name}", x, y, far + 15, drifting)
    kit.tiled(scene, f"{which}Hills", (-30, -6.25, 120, 6), far + 20, kit.parallax(0.6, scene))
