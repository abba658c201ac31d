"""A write that is sent again only when it surely did not land."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from itertools import count

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.landing import Write, guarded_write, landed_result, landing
from spark_nb.domain.tools import Tool
from spark_nb.domain.unity import IngestAsset
from spark_nb.errors import ConflictError, ServiceError, ServiceUnavailable, SparkError
from spark_nb.policy.retry import backoff_seconds, may_have_landed
from spark_nb.ports import Answer, OnProgress, Service


class GuardedWrite:
    """One write and what is known of it. ``before_sha256`` is None where there was no file.

    ``settling`` limits the time in which the server has to say what became of it.
    """

    def __init__(
        self,
        service: Service,
        tool: Tool,
        write: Write,
        on_progress: OnProgress | None,
        before_sha256: str | None,
        settling: Callable[[], AbstractAsyncContextManager[None]],
    ) -> None:
        self._service = service
        self._settling = settling
        self._tool = tool
        self._write = write
        self._on_progress = on_progress
        self._before = before_sha256
        self._lost: SparkError | None = None

    async def send(self) -> Answer:
        return await self._service.call(self._tool, self._write, self._on_progress)

    async def settle(self, error: SparkError) -> Answer | None:
        """Return the answer that was lost with ``error``, None when the write is not there.

        Raises ConflictError when somebody else has written, a ServiceError when the server does
        not tell. A refusal counts too once a reply was lost: the first attempt may be its reason.
        """
        if self._lost is None:
            if not may_have_landed(error):
                return None
            self._lost = error
        if isinstance(error, ServiceError):
            error.landed = "maybe"  # by an earlier attempt, if not by this one
        try:
            async with self._settling():
                now, meta = await self._read(self._write.path), await self._meta()
        except (SparkError, TimeoutError):
            raise _unknown(error, self._lost) from None
        match landing(self._write, self._before, now):
            case "landed":
                return Answer(landed_result(self._write, self._before, now, meta), 1, 0)
            case "absent":
                self._write = guarded_write(self._write, self._before)
                return None
            case "changed":
                raise self._conflict(now, error)

    async def _meta(self) -> bytes | None:
        if isinstance(self._write, IngestAsset):
            return await self._read(f"{self._write.path}.meta")
        return None

    async def _read(self, path: str) -> bytes | None:
        """Ask until the server answers: it may be starting again."""
        for attempt in count(1):
            try:
                return await self._service.read_file(path)
            except ServiceUnavailable:
                await asyncio.sleep(backoff_seconds(attempt, random.random))
        raise AssertionError("unreachable: the count does not end")

    def _conflict(self, now: bytes | None, lost: SparkError) -> ConflictError:
        conflict = ConflictError(
            f"The reply was lost, and {self._write.path} was changed by somebody else since.",
            path=self._write.path,
            expected=self._before,
            actual=None if now is None else content_sha256(now),
            hint="Look at the file, then call again.",
        )
        conflict.attempts = lost.attempts
        return conflict


def _unknown(error: SparkError, lost: SparkError) -> SparkError:
    """Return what to say when nobody tells: no refusal, for that says that nothing is written."""
    if isinstance(error, ServiceError):
        return error
    lost.attempts = error.attempts
    return lost
