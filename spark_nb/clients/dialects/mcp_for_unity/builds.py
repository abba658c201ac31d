"""Builds: Unity names them itself, forgets them when it reloads, and answers nobody meanwhile."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from pydantic import JsonValue

from spark_nb.clients.dialects.mcp_for_unity.build_jobs import BuildJob, BuildJobs
from spark_nb.clients.dialects.mcp_for_unity.editor import Editor
from spark_nb.clients.dialects.mcp_for_unity.payload import Payload, data_of, text_in
from spark_nb.domain.build import BuildState, BuildStatus, BuildTarget, GetBuildStatus, RunBuild
from spark_nb.errors import ServiceError, SparkError, ToolError
from spark_nb.ports import Clock

_TARGETS: dict[BuildTarget, str] = {
    "WebGL": "webgl",
    "StandaloneWindows64": "windows64",
    "StandaloneLinux64": "linux64",
    "StandaloneOSX": "osx",
    "Android": "android",
    "iOS": "ios",
}
_STATES: dict[str, BuildState] = {
    "succeeded": "succeeded",
    "failed": "failed",
    "cancelled": "cancelled",
    "skipped": "cancelled",
}
_TEXTS = ("output_path", "subtarget", "scripting_backend", "profile")
_LISTS = ("scenes", "options")
_SUCCEEDED = re.compile(r"\[MCP Build\] Build succeeded: (?P<target>\w+) → (?P<path>.+) \(")
_POLL_SECONDS = 2.0
_SLACK = timedelta(seconds=5)
_LOST_AFTER = timedelta(seconds=20)
_FROZEN = "Unity builds and answers when it is done"


class Builds:
    """``root`` is the project folder on this machine, None when it is elsewhere."""

    def __init__(self, editor: Editor, jobs: BuildJobs, root: Path | None, clock: Clock) -> None:
        self._editor = editor
        self._jobs = jobs
        self._root = root
        self._clock = clock
        self._polls: dict[UUID, asyncio.Task[BuildStatus]] = {}

    async def aclose(self) -> None:
        for task in self._polls.values():
            task.cancel()
        await asyncio.gather(*self._polls.values(), return_exceptions=True)

    async def run(self, request: RunBuild) -> BuildStatus:
        """Start a build, or find the one that was started by the same ``job_id``."""
        arguments, ignored = _arguments(request)
        job = await asyncio.to_thread(self._jobs.find, request.job_id)
        in_doubt = job is not None
        if job is not None and (job.unity_id or await self._adopt(job)):
            return await self.status(GetBuildStatus(job_id=request.job_id))
        if job is not None and (ended := await self._found_done(job)):
            return ended
        job = job or BuildJob(
            job_id=request.job_id, target=request.target, sent_at=self._clock.now()
        )
        await asyncio.to_thread(self._jobs.save, job)
        try:
            answer = await self._editor.call("manage_build", **arguments)
        except ToolError as error:
            if in_doubt and "in progress" in error.message:
                return self._running(job, _FROZEN)
            await asyncio.to_thread(self._jobs.forget, job.job_id)
            raise _explained(error) from None
        except ServiceError as error:
            if error.landed == "no" and not in_doubt:
                await asyncio.to_thread(self._jobs.forget, job.job_id)
            raise
        job.unity_id, facts = text_in(answer, "job_id"), data_of(answer)
        job.output_path = str(facts.get("output_path") or "") or None
        await asyncio.to_thread(self._jobs.save, job)
        self._editor.builds(True)
        report: dict[str, JsonValue] = {"ignored": list(ignored)} if ignored else {}
        return self._running(job, "Unity has the build on its list", report)

    async def status(self, request: GetBuildStatus) -> BuildStatus:
        """Return how far it is; one that freezes the editor is running. Raises ToolError."""
        job = await asyncio.to_thread(self._jobs.find, request.job_id)
        if job is None:
            raise ToolError(
                f"There is no build {request.job_id}.",
                code="not_found",
                hint="Use the job_id of a build of this project.",
            )
        if job.ended is not None:
            return job.ended
        poll = self._polls.get(job.job_id)
        if poll is None or poll.done():  # else one waits for the editor already
            poll = self._polls[job.job_id] = asyncio.create_task(self._poll(job))
        done, _ = await asyncio.wait([poll], timeout=_POLL_SECONDS)
        if not done:
            return self._running(job, _FROZEN)
        del self._polls[job.job_id]
        return poll.result()

    async def _poll(self, job: BuildJob) -> BuildStatus:
        if job.unity_id is None and not await self._adopt(job):
            return await self._without_a_name(job)
        try:
            answer = await self._editor.call("manage_build", action="status", job_id=job.unity_id)
        except (ServiceError, ToolError) as error:
            return await self._unanswered(job, error)
        facts = data_of(answer)
        job.output_path = str(facts.get("output_path") or "") or job.output_path
        if answer.get("_mcp_status") == "pending":
            self._editor.builds(True)
            return self._running(job, str(facts.get("result") or "building"))
        return await self._ended(job, facts)

    async def _unanswered(self, job: BuildJob, error: ServiceError | ToolError) -> BuildStatus:
        """Say what an answer that did not come tells: mostly that Unity builds."""
        forgot = isinstance(error, ToolError) and "No job" in error.message
        if forgot or self._editor.state.word == "gone":
            return await self._forgotten(job)
        if isinstance(error, ToolError) and error.retry_after_seconds is None:
            raise error
        return self._running(job, _FROZEN)

    async def _adopt(self, job: BuildJob) -> bool:
        """Look for the build whose name was lost: Unity tells of the last one that ended."""
        try:
            answer = await self._editor.call("manage_build", action="status")
        except (ToolError, ServiceError):
            return False
        facts = data_of(answer)
        name, since = facts.get("job_id"), _time(facts.get("started_at"))
        if facts.get("platform") != job.target or not isinstance(name, str) or since is None:
            return False
        if since < job.sent_at - _SLACK or await asyncio.to_thread(self._jobs.knows, name):
            return False
        job.unity_id = name
        await asyncio.to_thread(self._jobs.save, job)
        return True

    async def _without_a_name(self, job: BuildJob) -> BuildStatus:
        """Say what is known of a build whose name was lost: an editor that answers builds not."""
        try:
            await self._editor.said()
        except SparkError:
            return self._running(job, _FROZEN)
        if self._clock.now() - job.sent_at < _LOST_AFTER:
            return self._running(job, _FROZEN)
        return await self._forgotten(job)

    async def _forgotten(self, job: BuildJob) -> BuildStatus:
        """Say what became of a build that Unity has forgotten."""
        ended = await self._found_done(job)
        if ended is not None:
            return ended
        gone = self._editor.state.word == "gone"
        said = "Unity left during the build.\n" if gone else "Unity forgot the build.\n"
        return await self._end(job, "failed", error_code="lost", log_tail=said)

    async def _found_done(self, job: BuildJob) -> BuildStatus | None:
        """Return the end of a build that the console tells of and whose player lies there."""
        for path in await self._console_paths(job.target):
            job.output_path = path
            if await asyncio.to_thread(self._is_built, job):
                facts: Payload = {"result": "succeeded", "output_path": path}
                return await self._ended(job, facts)
        return None

    async def _console_paths(self, target: BuildTarget) -> list[str]:
        """Return where builds of the target went that succeeded, newest first."""
        try:
            answer = await self._editor.call(
                "read_console", action="get", filter_text="[MCP Build]", format="plain"
            )
        except (ToolError, ServiceError):
            return []  # then nothing is known of any
        found = (_SUCCEEDED.search(str(line)) for line in answer.get("data") or ())
        return [match["path"] for match in found if match and match["target"] == target][::-1]

    def _is_built(self, job: BuildJob) -> bool:
        file = self._output(job)
        return file is not None and file.stat().st_mtime >= job.sent_at.timestamp() - 1

    def _output(self, job: BuildJob) -> Path | None:
        if self._root is None or not job.output_path:
            return None
        file = self._root / job.output_path
        return file if file.exists() else None

    async def _ended(self, job: BuildJob, facts: Payload) -> BuildStatus:
        result = str(facts.get("result"))
        state = _STATES.get(result, "failed")
        report = {name: value for name, value in facts.items() if name != "job_id"}
        tail = "" if state == "succeeded" else await self._errors(facts)
        return await self._end(
            job,
            state,
            error_code=None if state == "succeeded" else "build_failed",
            report=report,
            log_tail=tail,
        )

    async def _errors(self, facts: Payload) -> str:
        said = facts.get("error")
        lines = [str(said)] if said else []
        with suppress(SparkError):  # the build's own word is there; the console's is beside it
            answer = await self._editor.call(
                "read_console", action="get", types=["error"], count="40", format="plain"
            )
            lines += [str(line) for line in answer.get("data") or ()]
        return "".join(f"{line}\n" for line in lines)

    async def _end(
        self,
        job: BuildJob,
        state: BuildState,
        *,
        error_code: str | None,
        log_tail: str,
        report: dict[str, JsonValue] | None = None,
    ) -> BuildStatus:
        self._editor.builds(False)
        output = self._output(job) if state == "succeeded" else None
        size = await asyncio.to_thread(_size, output) if output else None
        job.ended = BuildStatus(
            job_id=job.job_id,
            status=state,
            progress=1.0,
            target=job.target,
            artifact=job.output_path if state == "succeeded" else None,
            byte_length=size,
            error_code=error_code,
            report=report,
            log_tail=log_tail,
        )
        await asyncio.to_thread(self._jobs.save, job)
        return job.ended

    def _running(
        self, job: BuildJob, stage: str, report: dict[str, JsonValue] | None = None
    ) -> BuildStatus:
        """Unity tells no percentage, so there is none."""
        return BuildStatus(
            job_id=job.job_id,
            status="running",
            stage=stage,
            progress=0.0,
            target=job.target,
            report=report or None,
        )


def _arguments(request: RunBuild) -> tuple[dict[str, str], list[str]]:
    """Return the call's arguments, all of them texts, and the settings Unity is not asked for."""
    config: Mapping[str, JsonValue] = request.config
    if config.get("cancel"):
        raise ToolError(
            "MCP for Unity cannot cancel a build.",
            code="unsupported",
            hint="Cancel it in Unity's window.",
        )
    arguments = {"action": "build", "target": _TARGETS[request.target]}
    for name, value in config.items():
        if name in _TEXTS:
            arguments[name] = str(value)
        elif name in _LISTS:
            arguments[name] = json.dumps(value)
        elif name == "development":
            arguments[name] = "true" if value else "false"
    known = {*arguments, "cancel"}
    return arguments, sorted(name for name in config if name not in known)


def _explained(error: ToolError) -> ToolError:
    message = error.message
    if "not installed" in message:
        return ToolError(message, code="target_missing", hint="Add the platform in Unity Hub.")
    if "in progress" in message:
        return ToolError(message, code="busy", hint="Wait for that build to end, then call again.")
    return error


def _time(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.astimezone()


def _size(output: Path) -> int:
    if output.is_file():
        return output.stat().st_size
    return sum(file.stat().st_size for file in output.rglob("*") if file.is_file())
