"""Builds without an engine: each moves on by one step whenever somebody asks."""

from __future__ import annotations

from uuid import UUID

from spark_nb.domain.build import BuildState, BuildStatus, BuildTarget, RunBuild
from spark_nb.errors import ToolError

Step = tuple[BuildState, str | None, float]

SUCCEEDS: tuple[Step, ...] = (
    ("queued", None, 0.0),
    ("running", "check", 0.25),
    ("running", "pack", 0.75),
    ("succeeded", None, 1.0),
)


class BuildJobs:
    """Jobs by id. Set ``steps`` to play another course of the builds to come."""

    def __init__(self) -> None:
        self.steps = SUCCEEDS
        self._jobs: dict[UUID, tuple[BuildTarget, list[Step]]] = {}

    def run(self, request: RunBuild) -> BuildStatus:
        """Start a job, or look at the one there is by this id."""
        self._jobs.setdefault(request.job_id, (request.target, list(self.steps)))
        return self._status(request.job_id)

    def ask(self, job_id: UUID) -> BuildStatus:
        """Let the job take its next step. Raises ToolError when there is none by this id."""
        if job_id not in self._jobs:
            raise ToolError(f"There is no build {job_id}.", code="not_found", hint="Run one.")
        _, steps = self._jobs[job_id]
        if len(steps) > 1:
            steps.pop(0)
        return self._status(job_id)

    def _status(self, job_id: UUID) -> BuildStatus:
        target, steps = self._jobs[job_id]
        status, stage, progress = steps[0]
        done = status == "succeeded"
        return BuildStatus(
            job_id=job_id,
            status=status,
            stage=stage,
            progress=progress,
            target=target,
            artifact=f"Builds/{job_id}.zip" if done else None,
            byte_length=1024 if done else None,
            error_code=None if done or status in ("queued", "running") else status,
            report={"steps": len(self.steps)},
            log_tail=f"{stage or status}\n",
        )
