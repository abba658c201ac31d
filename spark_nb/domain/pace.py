"""How a preview plays: what may be asked of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from spark_nb.domain.guardrail import rejection


class Pace(BaseModel):
    """Frames per second, seconds of game time in a loop, frames under way to a page at most."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    frames_per_second: Annotated[float, Field(ge=0.1, le=240)]
    duration_s: Annotated[float, Field(ge=0.01, le=3600)]
    window: Annotated[int, Field(ge=1, le=1000)]


class _Seek(BaseModel):
    model_config = ConfigDict(allow_inf_nan=False)

    time_s: float


def check_pace(frames_per_second: float, duration_s: float, window: int) -> Pace:
    """Raises RejectedError."""
    try:
        return Pace(frames_per_second=frames_per_second, duration_s=duration_s, window=window)
    except ValidationError as error:
        raise rejection(error, "preview") from None


def check_time(time_s: float) -> float:
    """Return seconds of game time. Raises RejectedError for what is no finite number."""
    try:
        return _Seek(time_s=time_s).time_s
    except ValidationError as error:
        raise rejection(error, "preview") from None
