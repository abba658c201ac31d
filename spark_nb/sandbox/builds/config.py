"""What a client may ask of a build: the settings that the project's own are held against."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from spark_nb.domain.guardrail import rejection
from spark_nb.errors import RejectedError

TIME_LIMIT_S = 600.0


class BuildConfig(BaseModel):
    """Each setting is checked when it is given. ``cancel`` ends the job of the same id instead.

    Settings of other engines are let through and named in the report.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    texture_max_size: int | None = Field(default=None, ge=32, le=16384)
    texture_filter: Literal["point", "bilinear", "trilinear"] | None = None
    texture_compression: Literal["none", "normal", "high", "low"] | None = None
    compression: Literal["gzip", "brotli", "none"] | None = None
    strip_engine_code: bool | None = None
    time_limit_s: float = Field(default=TIME_LIMIT_S, gt=0, le=3600, allow_inf_nan=False)
    cancel: bool = False

    @property
    def unknown(self) -> list[str]:
        return sorted(self.model_extra or {})


def parse_config(config: dict[str, Any]) -> BuildConfig:
    """Raises RejectedError that names the setting."""
    try:
        return BuildConfig.model_validate(config)
    except ValidationError as error:
        broken = rejection(error, "run_build")
        raise RejectedError(
            f"config.{broken.message}",
            field=f"config.{broken.field}",
            limit=broken.limit,
            actual=broken.actual,
            hint=broken.hint,
        ) from None
