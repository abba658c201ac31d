"""Which build of Unity's is which of ours, on disk, so that a new kernel finds it again."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel, ValidationError

from spark_nb.disk.atomic_file import write_atomic
from spark_nb.domain.build import BuildStatus, BuildTarget

_KEPT = 200
_log = logging.getLogger(__name__)


class BuildJob(BaseModel):
    """``unity_id`` is Unity's own name, None while the reply that would have told it is lost.

    ``ended`` is the last word on it.
    """

    job_id: UUID
    target: BuildTarget
    sent_at: datetime
    unity_id: str | None = None
    output_path: str | None = None
    ended: BuildStatus | None = None


class BuildJobs:
    """Blocks on the disk alone: call it from a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, job_id: UUID) -> BuildJob | None:
        return _read(self._file(job_id))

    def save(self, job: BuildJob) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        write_atomic(self._file(job.job_id), job.model_dump_json().encode())
        for old in self._newest()[_KEPT:]:
            old.unlink(missing_ok=True)

    def forget(self, job_id: UUID) -> None:
        self._file(job_id).unlink(missing_ok=True)

    def knows(self, unity_id: str) -> bool:
        """Whether one of ours is known to be this build of Unity's."""
        jobs = (_read(file) for file in self._newest())
        return any(job is not None and job.unity_id == unity_id for job in jobs)

    def _newest(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"), key=lambda f: f.stat().st_mtime, reverse=True)

    def _file(self, job_id: UUID) -> Path:
        return self._folder / f"{job_id}.json"


def _read(file: Path) -> BuildJob | None:
    try:
        return BuildJob.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        _log.warning("%s is no build job: %s", file.name, type(error).__name__)
        return None
