"""Jobs on disk, one file each, so that they outlive the process."""

from __future__ import annotations

import logging
from pathlib import Path

from pydantic import ValidationError

from spark_nb.disk.atomic_file import write_atomic
from spark_nb.sandbox.builds.job import Job

_FOLDER = "Library/SparkBuilds"
_KEPT = 500
_log = logging.getLogger(__name__)


class JobStore:
    """Lies below Library, which Unity and version control pass over."""

    def __init__(self, root: Path) -> None:
        self._folder = root / _FOLDER

    def __repr__(self) -> str:
        return f"<JobStore {self._folder.name}>"

    def load(self) -> list[Job]:
        """Return the newest 500 jobs, oldest first; a file that is no job is passed over."""
        jobs = [job for file in self._folder.glob("*.json") if (job := _read(file)) is not None]
        jobs.sort(key=lambda job: job.number)
        for old in jobs[:-_KEPT]:
            self._file(old).unlink(missing_ok=True)
        return jobs[-_KEPT:]

    def save(self, job: Job) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        write_atomic(self._file(job), job.model_dump_json().encode())

    def _file(self, job: Job) -> Path:
        return self._folder / f"{job.job_id}.json"


def _read(file: Path) -> Job | None:
    try:
        return Job.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        _log.warning("%s is no build job: %s", file.name, type(error).__name__)
        return None
