"""Build jobs, one after the other on a thread of their own."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from uuid import UUID

from spark_nb.domain.build import BuildStatus, RunBuild
from spark_nb.errors import SparkError, ToolError
from spark_nb.sandbox.builds.config import parse_config
from spark_nb.sandbox.builds.job import Job
from spark_nb.sandbox.builds.job_store import JobStore
from spark_nb.sandbox.builds.stages import build
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.work import Work, WorkCancelled, WorkTimedOut

_MOST_STARTS = 3
_MOST_WAITING = 100
_CLOSE_SECONDS = 5.0
_log = logging.getLogger(__name__)


class BuildQueue:
    """Jobs lie on disk from the moment they are accepted; ``resume`` takes up what was left.

    The worker thread lives while there is something to do. Its view of the project is its own.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._store = JobStore(root)
        self._lock = threading.RLock()
        self._jobs: dict[UUID, Job] | None = None
        self._worker: threading.Thread | None = None
        self._running: tuple[Job, Work] | None = None
        self._closing = False

    def __repr__(self) -> str:
        return f"<BuildQueue {len(self._jobs or {})} jobs>"

    def run(self, request: RunBuild) -> BuildStatus:
        """Accept a job, or look at the one there is by this id, or cancel it.

        Raises RejectedError for a setting that makes no sense, ToolError when too many wait.
        """
        config = parse_config(dict(request.config))
        with self._lock:
            job = self._all().get(request.job_id)
            if config.cancel:
                return self._cancel(request.job_id).as_status()
            if job is None:
                job = self._accept(request)
            return job.as_status()

    def status(self, job_id: UUID) -> BuildStatus:
        """Raises ToolError when there is no job by this id."""
        with self._lock:
            return self._known(job_id).as_status()

    def resume(self) -> None:
        """Go on with the jobs that another process left unfinished."""
        with self._lock:
            for job in self._all().values():
                if job.status == "running":
                    self._take_up(job)
            self._wake()

    def close(self) -> None:
        """Stop between two steps; the job that runs is taken up by the next ``resume``."""
        with self._lock:
            self._closing = True
            worker = self._worker
            if self._running is not None:
                self._running[1].cancel()
        if worker is not None:
            worker.join(_CLOSE_SECONDS)

    def _all(self) -> dict[UUID, Job]:
        if self._jobs is None:
            self._jobs = {job.job_id: job for job in self._store.load()}
        return self._jobs

    def _known(self, job_id: UUID) -> Job:
        job = self._all().get(job_id)
        if job is None:
            hint = "Start it with run_build."
            raise ToolError(f"There is no build {job_id}.", code="not_found", hint=hint)
        return job

    def _accept(self, request: RunBuild) -> Job:
        jobs = self._all()
        if sum(job.status == "queued" for job in jobs.values()) >= _MOST_WAITING:
            raise ToolError(
                f"{_MOST_WAITING} builds are waiting already.",
                code="busy",
                retry_after_seconds=5.0,
                hint="Wait, or cancel some.",
            )
        number = max((job.number for job in jobs.values()), default=0) + 1
        job = Job(
            job_id=request.job_id,
            number=number,
            target=request.target,
            config=dict(request.config),
        )
        job.say(f"queued for {job.target}")
        self._store.save(job)
        jobs[job.job_id] = job
        self._wake()
        return job

    def _cancel(self, job_id: UUID) -> Job:
        job = self._known(job_id)
        if job.status == "queued":
            job.say("cancelled before it began")
            job.end("cancelled", "cancelled")
            self._save(job)
        elif self._running is not None and self._running[0] is job:
            self._running[1].cancel()
        return job

    def _take_up(self, job: Job) -> None:
        if job.starts < _MOST_STARTS:
            job.say("the sandbox was restarted, beginning again")
            job.status, job.stage, job.progress = "queued", None, 0.0
        else:
            job.say(f"given up after {job.starts} starts that ended with the sandbox")
            job.end("failed", "interrupted")
        self._save(job)

    def _wake(self) -> None:
        if self._worker is None and not self._closing and self._next() is not None:
            self._worker = threading.Thread(target=self._work, name="builds", daemon=True)
            self._worker.start()

    def _next(self) -> Job | None:
        waiting = (job for job in self._all().values() if job.status == "queued")
        return min(waiting, key=lambda job: job.number, default=None)

    def _work(self) -> None:
        project = ProjectFolder(self._root)
        while (begun := self._begin()) is not None:
            job, work = begun
            self._carry_out(job, project, work)
            with self._lock:
                self._running = None

    def _begin(self) -> tuple[Job, Work] | None:
        """Return what to do next; without anything, this thread is the worker no longer."""
        with self._lock:
            job = None if self._closing else self._next()
            if job is None:
                self._worker = None
                return None
            job.status, job.starts = "running", job.starts + 1
            job.say(f"started, attempt {job.starts}")
            self._save(job)
            self._running = job, Work(limit_s=parse_config(job.config).time_limit_s)
            return self._running

    def _carry_out(self, job: Job, project: ProjectFolder, work: Work) -> None:
        try:
            build(job, project, work)
        except WorkCancelled:
            if self._closing:
                return  # it lies on disk as running, and will be taken up
            job.say("cancelled")
            job.end("cancelled", "cancelled")
        except WorkTimedOut:
            job.say("stopped at its time limit")
            job.end("timed_out", "time_limit")
        except SparkError as error:
            job.say(str(error))
            job.end("failed", "refused")
        except OSError as error:
            job.say(f"a file could not be read or written: {error.strerror}")
            job.end("failed", "io_error")
        except Exception as error:  # noqa: BLE001 - a job's failure is its result
            _log.error("build %s failed", job.job_id, exc_info=error)
            job.say(f"failed with {type(error).__name__}")
            job.end("failed", "internal")
        with self._lock:
            self._save(job)

    def _save(self, job: Job) -> None:
        """Keep the job; when the disk takes no more it goes on, in memory alone."""
        try:
            self._store.save(job)
        except OSError as error:
            _log.error("build %s is not on disk: %s", job.job_id, error.strerror)
