"""How a preset stands in the project: not there, applied, edited, or stopped half-way."""

from __future__ import annotations

from dataclasses import dataclass

from spark_nb.domain.file_plan import plan_removal
from spark_nb.errors import SetupError
from spark_nb.pipeline.preset_state import read_state
from spark_nb.ports import Service


@dataclass(frozen=True, slots=True)
class PresetStanding:
    """``version`` is the one in the project, None when there is none.

    ``edited`` are its files that you changed. ``is_whole`` is false when applying was stopped
    half-way. ``fault`` says why nobody can tell.
    """

    version: str | None = None
    is_whole: bool = True
    edited: tuple[str, ...] = ()
    fault: str | None = None


async def read_standing(service: Service, preset_id: str) -> PresetStanding:
    """Compare the project's files with the preset's record; a record nobody can read is told."""
    try:
        state = await read_state(service, preset_id, (), ())
    except SetupError as error:
        return PresetStanding(fault=str(error))
    if state.record is None:
        return PresetStanding()
    edited = plan_removal(state.record, state.present, ()).kept
    return PresetStanding(state.record.version, state.record.state == "applied", edited)
