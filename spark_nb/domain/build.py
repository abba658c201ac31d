"""Requests and results of builds: jobs that the client names and the engine carries out."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, JsonValue

from spark_nb.domain.request import Request
from spark_nb.domain.result import Result
from spark_nb.domain.text import check_json

BuildTarget = Literal[
    "WebGL", "StandaloneWindows64", "StandaloneLinux64", "StandaloneOSX", "Android", "iOS"
]
BuildState = Literal["queued", "running", "succeeded", "failed", "cancelled", "timed_out"]

_UNDER_WAY = frozenset[BuildState](["queued", "running"])


def _check_config(config: dict[str, JsonValue]) -> dict[str, JsonValue]:
    check_json(config, "config", hint="Put what is large into a file under Assets/.")
    return config


class RunBuild(Request):
    """Start a build. The same ``job_id`` again is the same job, so asking twice builds once."""

    job_id: UUID = Field(description="Made by the client")
    target: BuildTarget
    config: Annotated[dict[str, JsonValue], AfterValidator(_check_config)] = Field(
        default_factory=dict, description="Settings of the build, by the engine's names"
    )

    def facts(self) -> dict[str, Any]:
        return {"job_id": str(self.job_id), "target": self.target}


class GetBuildStatus(Request):
    """Ask how far a build is."""

    job_id: UUID

    def facts(self) -> dict[str, Any]:
        return {"job_id": str(self.job_id)}


class BuildStatus(Result):
    """State of one job. ``progress`` is 0 to 1; ``artifact`` is None until there is one.

    ``report`` is the engine's own account, ``log_tail`` the last lines of its log.
    """

    job_id: UUID
    status: BuildState
    stage: str | None = None
    progress: float = Field(ge=0, le=1)
    target: BuildTarget | None = None
    artifact: str | None = None
    byte_length: int | None = None
    error_code: str | None = None
    report: dict[str, JsonValue] | None = Field(default=None, repr=False)
    log_tail: str = Field(default="", repr=False)

    def facts(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude={"delayed", "report", "log_tail"})

    @property
    def is_final(self) -> bool:
        return self.status not in _UNDER_WAY
