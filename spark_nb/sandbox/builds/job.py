"""One build job, as it lies on disk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from spark_nb.domain.build import BuildState, BuildStatus, BuildTarget

_LOG_LINES, _TAIL_LINES = 1000, 40


class Job(BaseModel):
    """``number`` is the place in the queue, ``starts`` how often the job was begun."""

    job_id: UUID
    number: int
    target: BuildTarget
    config: dict[str, Any]
    status: BuildState = "queued"
    stage: str | None = None
    progress: float = 0.0
    starts: int = 0
    artifact: str | None = None
    byte_length: int | None = None
    error_code: str | None = None
    report: dict[str, Any] | None = None
    log: list[str] = Field(default_factory=list)

    def say(self, line: str) -> None:
        self.log = [*self.log[-_LOG_LINES + 1 :], line]

    def end(self, status: BuildState, error_code: str | None = None) -> None:
        """Say so last: whoever sees that it has ended sees the rest too."""
        self.error_code, self.stage = error_code, None
        self.progress = 1.0 if status == "succeeded" else self.progress
        self.status = status

    def as_status(self) -> BuildStatus:
        return BuildStatus(
            job_id=self.job_id,
            status=self.status,
            stage=self.stage,
            progress=self.progress,
            target=self.target,
            artifact=self.artifact,
            byte_length=self.byte_length,
            error_code=self.error_code,
            report=self.report,
            log_tail="".join(f"{line}\n" for line in self.log[-_TAIL_LINES:]),
        )
