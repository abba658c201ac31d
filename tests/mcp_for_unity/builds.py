"""``manage_build``: jobs that live in memory, and are forgotten with it."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.mcp_for_unity.answers import Payload, refusal, success

_TARGETS = {
    "windows64": "StandaloneWindows64",
    "osx": "StandaloneOSX",
    "linux64": "StandaloneLinux64",
    "android": "Android",
    "ios": "iOS",
    "webgl": "WebGL",
}


@dataclass
class Job:
    job_id: str
    platform: str
    output_path: str
    started_at: str
    ends: float
    """By ``time.monotonic``."""
    result: str = "building"


class Builds:
    """A build takes ``seconds`` and ends as ``outcome``; ``missing`` are targets not installed."""

    def __init__(self, root: Path, log: list[Payload]) -> None:
        self._root = root
        self._log = log
        self.seconds = 0.05
        self.outcome = "succeeded"
        self.missing: set[str] = set()
        self.jobs: dict[str, Job] = {}
        self.started = 0

    @property
    def running(self) -> Job | None:
        """The build under way, after ending the one whose time has come."""
        for job in self.jobs.values():
            if job.result == "building" and time.monotonic() >= job.ends:
                self._end(job)
        return next((job for job in self.jobs.values() if job.result == "building"), None)

    def forget(self) -> None:
        """Lose all jobs, as a domain reload does; what was built lies there."""
        for job in self.jobs.values():
            if job.result == "building":
                self._end(job)
        self.jobs = {}

    def carry_out(self, params: Payload) -> Payload:
        match params["action"]:
            case "build":
                return self._build(params)
            case "status":
                return self._status(params.get("jobId") or params.get("job_id"))
            case action:
                return refusal(f"Unknown action: '{action}'.")

    def _build(self, params: Payload) -> Payload:
        name = params.get("target") or "linux64"
        platform = _TARGETS.get(name)
        if platform is None:
            return refusal(f"Unknown build target: '{name}'")
        if platform in self.missing:
            return refusal(f"Platform '{platform}' is not installed. Install it via Unity Hub.")
        if self.running:
            return refusal("A build is already in progress.")
        path = params.get("outputPath") or f"Builds/{platform}/Game"
        job = Job(
            f"build-{secrets.token_hex(5)}",
            platform,
            path,
            datetime.now(UTC).isoformat(),
            time.monotonic() + self.seconds,
        )
        self.jobs[job.job_id] = job
        self.started += 1
        return self._pending(job, f"Build scheduled for {platform}.")

    def _status(self, job_id: str | None) -> Payload:
        running = self.running
        if job_id is None:
            ended = [job for job in self.jobs.values() if job is not running]
            return self._ended(ended[-1]) if ended else refusal("No build jobs found.")
        if job_id not in self.jobs:
            return refusal(f"No job found with ID: {job_id}")
        job = self.jobs[job_id]
        return self._pending(job, "Building.") if job is running else self._ended(job)

    def _pending(self, job: Job, message: str) -> Payload:
        facts = {"job_id": job.job_id, "result": job.result, "platform": job.platform}
        facts |= {"output_path": job.output_path, "started_at": job.started_at}
        pending = {"_mcp_status": "pending", "_mcp_poll_interval": 5.0}
        return {**success(message, facts), **pending}

    def _ended(self, job: Job) -> Payload:
        facts = {"job_id": job.job_id, "result": job.result, "platform": job.platform}
        facts |= {"output_path": job.output_path, "started_at": job.started_at}
        failed = job.result == "failed"
        facts |= {"duration_seconds": self.seconds, "total_size_mb": 0.01, "warnings": 0}
        facts |= {"errors": int(failed)} | (
            {"error": "2 scripts do not compile"} if failed else {}
        )
        return success(f"Build {job.result.capitalize()}.", facts)

    def _end(self, job: Job) -> None:
        job.result = self.outcome
        if job.result == "succeeded":
            file = self._root / job.output_path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"game" * 2500)
        message = (
            f"[MCP Build] Build {job.result}: {job.platform} → {job.output_path} (0.01 MB, 1s)"
        )
        self._log.append({"type": "Log", "message": message, "file": "", "line": 0})
