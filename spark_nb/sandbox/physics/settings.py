"""What a project says about 2D physics as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spark_nb.sandbox.scene.field import Fields, flag, integer, number, reference, text, vector

ALL_LAYERS = 0xFFFFFFFF
_SCRIPT = 2  # simulation modes: fixed update, update, script


@dataclass(frozen=True, slots=True)
class PhysicsSettings:
    """Gravity in units per second squared, the step in seconds.

    ``material`` is the GUID of the default one; ``touches`` has a mask of layers for each layer.
    ``steps_itself`` is False where a script of the game has to.
    """

    gravity: tuple[float, float] = (0.0, -9.81)
    step_s: float = 0.02
    velocity_iterations: int = 8
    position_iterations: int = 3
    material: str | None = None
    touches: tuple[int, ...] = (ALL_LAYERS,) * 32
    steps_itself: bool = True


def read_settings(physics: Fields, time: Fields) -> PhysicsSettings:
    """Read what ``Physics2DSettings.asset`` and ``TimeManager.asset`` say; both may be empty."""
    x, y = vector(physics, "m_Gravity", (0.0, -9.81))
    step = number(time, "Fixed Timestep", 0.02)
    material = reference(physics, "m_DefaultMaterial")
    by_script = integer(physics, "m_SimulationMode") == _SCRIPT
    return PhysicsSettings(
        gravity=(x, y),
        step_s=min(max(step, 0.002), 0.1),
        velocity_iterations=min(max(integer(physics, "m_VelocityIterations", 8), 1), 50),
        position_iterations=min(max(integer(physics, "m_PositionIterations", 3), 1), 50),
        material=material.guid if material else None,
        touches=_masks(text(physics, "m_LayerCollisionMatrix")),
        steps_itself=flag(physics, "m_AutoSimulation", default=True) and not by_script,
    )


def _masks(matrix: str) -> tuple[int, ...]:
    """Read 32 little-endian words written as hex digits."""
    if not re.fullmatch(r"[0-9a-f]{256}", matrix):
        return (ALL_LAYERS,) * 32
    words = bytes.fromhex(matrix)
    return tuple(int.from_bytes(words[at : at + 4], "little") for at in range(0, 128, 4))
