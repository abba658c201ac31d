"""Animation clips and the controllers that choose between them."""

from __future__ import annotations

from forge.unity.animation import sprite_clip
from forge.unity.animator import Condition, State, Transition, controller
from forge.unity.values import Ref, main_asset

from level.names import clip_path, controller_path, frames

_CLIPS = {
    # name: (sheet, stem of its frames, frames a second, whether it repeats)
    "HeroIdle": ("Hero", "Idle", 5, True),
    "HeroRun": ("Hero", "Run", 12, True),
    "HeroJump": ("Hero", "Jump", 12, False),
    "HeroFall": ("Hero", "Fall", 12, False),
    "SlimeWalk": ("Slime", "Slime", 7, True),
    "SlimeSquashed": ("Slime", "Squashed", 12, False),
    "CoinSpin": ("Coin", "Coin", 10, True),
    "CoinTaken": ("Coin", "Sparkle", 14, False),
    "CheckpointLowered": ("Checkpoint", "Lowered", 7, False),
    "CheckpointRising": ("Checkpoint", "Rising", 8, False),
    "CheckpointWaving": ("Checkpoint", "Waving", 7, True),
    "GoalTurning": ("Goal", "Goal", 8, True),
    "Dust": ("Dust", "Dust", 18, False),
}


def _clip(name: str) -> Ref:
    return main_asset(clip_path(name))


def clips() -> dict[str, str]:
    """Return the text of every clip by its path."""
    return {
        clip_path(name): sprite_clip(name, frames(sheet, stem), rate, loop=loop)
        for name, (sheet, stem, rate, loop) in _CLIPS.items()
    }


def controllers() -> dict[str, str]:
    """Return the text of every controller by its path."""
    made = {
        "Hero": (_HERO_STATES, _HERO_PARAMETERS, _HERO_TRANSITIONS),
        "Slime": (
            [State("Walk", _clip("SlimeWalk")), State("Squashed", _clip("SlimeSquashed"))],
            {"Squashed": "trigger"},
            [Transition("Walk", "Squashed", (Condition("Squashed"),))],
        ),
        "Coin": (
            [State("Spin", _clip("CoinSpin")), State("Taken", _clip("CoinTaken"))],
            {"Taken": "trigger"},
            [Transition("Spin", "Taken", (Condition("Taken"),))],
        ),
        "Checkpoint": (
            [State(name, _clip(f"Checkpoint{name}")) for name in ("Lowered", "Rising", "Waving")],
            {"Raised": "bool"},
            [
                Transition("Lowered", "Rising", (Condition("Raised"),)),
                Transition("Rising", "Waving", at_end=True),
            ],
        ),
        "Goal": ([State("Turning", _clip("GoalTurning"))], {}, []),
        "Dust": ([State("Dust", _clip("Dust"))], {}, []),
    }
    return {
        controller_path(n): controller(controller_path(n), *parts) for n, parts in made.items()
    }


_HERO_PARAMETERS = {"Speed": "float", "Stride": "float", "Rise": "float", "Grounded": "bool"}
_HERO_STATES = [
    State("Idle", _clip("HeroIdle")),
    State("Run", _clip("HeroRun"), speed_by="Stride"),
    State("Jump", _clip("HeroJump")),
    State("Fall", _clip("HeroFall")),
]
_IN_AIR, _ON_GROUND = Condition("Grounded", "if not"), Condition("Grounded")
_UP, _DOWN = Condition("Rise", ">", 0), Condition("Rise", "<", 0.01)
_FAST, _SLOW = Condition("Speed", ">", 0.2), Condition("Speed", "<", 0.2)
_HERO_TRANSITIONS = [
    Transition("Idle", "Run", (_ON_GROUND, _FAST)),
    Transition("Run", "Idle", (_ON_GROUND, _SLOW)),
    *(Transition(source, "Jump", (_IN_AIR, _UP)) for source in ("Idle", "Run", "Fall")),
    *(Transition(source, "Fall", (_IN_AIR, _DOWN)) for source in ("Idle", "Run", "Jump")),
    *(Transition(source, "Idle", (_ON_GROUND, _SLOW)) for source in ("Jump", "Fall")),
    *(Transition(source, "Run", (_ON_GROUND, _FAST)) for source in ("Jump", "Fall")),
]
