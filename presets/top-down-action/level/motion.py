"""Animation clips and the controllers that choose between them."""

from __future__ import annotations

from art.catalog import POSES
from art.figure import FACINGS
from forge.unity.animation import Curve, curve_clip, sprite_clip
from forge.unity.animator import Condition, State, Transition, controller
from forge.unity.values import Ref, main_asset

from level.names import AT, frames

FIGURES = ("Hero", "Shade", "Ember")
GOODS = ("Heart", "Spark", "Gem", "Key")
_RATES = {"Idle": 3, "Walk": 8, "Attack": 10, "Hurt": 10, "Die": 8}
_ENDS = ("Hurt", "Die")
_LOOPS = {
    # name of sheet, frames and clip: frames a second
    "Lamp": 7,
    "Brazier": 9,
    "Fountain": 8,
    "Shrine": 9,
    "Fireflies": 4,
    "Moths": 9,
    "Leaves": 5,
    "Bolt": 14,
}
_ONCE = {"Taken": 14, "Slash": 20, "Burst": 16}
_RENDERER = 212
_LIGHTS = ("Wide", "Middle", "Near")
_FLICKER = (0, 0.35, -0.2, 0.5, 0.1, -0.3, 0.25, -0.1, 0)
"""How much stronger and weaker a light burns, over two and two fifths seconds."""


def _clip(name: str) -> Ref:
    return main_asset(AT.clip(name))


def clips() -> dict[str, str]:
    """Return the text of every clip by its path."""
    made = {name: text for figure in FIGURES for name, text in _figure_clips(figure).items()}
    for name, rate in (_LOOPS | _ONCE).items():
        made[name] = sprite_clip(name, frames(name, name), rate, loop=name in _LOOPS)
    for name in GOODS:
        made[name] = sprite_clip(name, frames("Goods", name), 5)
    for name in ("Gate", "Door"):
        shut, *_ = moving = frames(name, name)
        made[f"{name}Shut"] = sprite_clip(f"{name}Shut", [shut], 8, loop=False)
        made[f"{name}Opening"] = sprite_clip(f"{name}Opening", moving, 8, loop=False)
    made["Light"] = _light_clip()
    return {AT.clip(name): text for name, text in made.items()}


def _figure_clips(figure: str) -> dict[str, str]:
    stems = {f"{pose}{way}": pose for pose, _ in POSES for way in FACINGS}
    stems |= {pose: pose for pose in _ENDS}
    return {
        f"{figure}{stem}": sprite_clip(
            f"{figure}{stem}", frames(figure, stem), _RATES[pose], loop=pose in ("Idle", "Walk")
        )
        for stem, pose in stems.items()
    }


LIGHT_STRENGTH = {"Wide": 0.11, "Middle": 0.13, "Near": 0.17}


def _light_clip() -> str:
    """Three pools of light, one in the other, that breathe unevenly."""
    curves = []
    for at, name in enumerate(_LIGHTS):
        strength = LIGHT_STRENGTH[name]
        shifted = _FLICKER[at:-1] + _FLICKER[:at] + (_FLICKER[at],)
        keys = tuple(
            (number * 0.3, strength * (1 + 0.4 * change)) for number, change in enumerate(shifted)
        )
        curves.append(Curve("m_Color.a", _RENDERER, keys, name))
    return curve_clip("Light", curves, loop=True)


def controllers() -> dict[str, str]:
    """Return the text of every controller by its path."""
    made = {name: _figure(name) for name in FIGURES}
    for name in (*_LOOPS, *_ONCE, *GOODS, "Light"):
        made[name] = ([State(name, _clip(name))], {}, [])
    for name in ("Gate", "Door"):
        states = [State("Shut", _clip(f"{name}Shut")), State("Opening", _clip(f"{name}Opening"))]
        opens = Transition("Shut", "Opening", (Condition("Opened"),))
        made[name] = (states, {"Opened": "bool"}, [opens])
    return {AT.controller(n): controller(AT.controller(n), *parts) for n, parts in made.items()}


def _figure(name: str) -> tuple[list[State], dict[str, str], list[Transition]]:
    """A state for each pose and facing; the numbers are those of ``Pose.cs`` and ``Facing.cs``."""
    states, transitions = [], []
    for pose_number, pose in enumerate([*(pose for pose, _ in POSES), *_ENDS]):
        in_pose = Condition("Pose", "=", pose_number)
        for way_number, way in enumerate(("",) if pose in _ENDS else FACINGS):
            facing = () if pose in _ENDS else (Condition("Facing", "=", way_number),)
            states.append(State(f"{pose}{way}", _clip(f"{name}{pose}{way}")))
            transitions.append(Transition("", f"{pose}{way}", (in_pose, *facing)))
    return states, {"Pose": "int", "Facing": "int"}, transitions
