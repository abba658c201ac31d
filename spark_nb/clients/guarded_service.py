"""A ``Service`` around a ``Service``: everything that makes a call safe to wait for.

An adapter (``UnityEngine``, ``HttpService``) makes one attempt and tells what happened; see
``ports.Service``. Around it, in this order: size check, rate limits, a slot in the fair queue,
then up to three attempts, each past the circuit breaker and within what is left of the time.

What is repeated: a failure that may pass (``policy.retry``). A write whose reply was lost is
looked for in the file first: if it is there its result is made anew, if it is not the write is
sent again, and if somebody else has written meanwhile that is a ConflictError. A write without an
answer in time is looked for and never sent again: it may still be on its way. Looking may take
five seconds more than the call has.

An engine that says of itself that it is busy (it compiles, reloads, builds) is waited for longer:
up to ``busy_seconds`` from the moment the call has its slot.
"""

from __future__ import annotations

import asyncio
import random
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from spark_nb.clients.deadline import Deadline
from spark_nb.clients.gate import Gate
from spark_nb.clients.guarded_write import GuardedWrite
from spark_nb.domain.byte_size import MIB
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.landing import Write
from spark_nb.domain.request import Request
from spark_nb.domain.tools import Tool
from spark_nb.errors import (
    EngineAway,
    RejectedError,
    ServiceError,
    ServiceTimeout,
    ServiceUnavailable,
    SparkError,
)
from spark_nb.policy.retry import ATTEMPTS, passes, pause_seconds
from spark_nb.ports import Answer, Clock, OnProgress, Service

T = TypeVar("T")
_FILES_SEEN = 1000


class GuardedService:
    """One session's way to a service. The gate may be shared with other sessions."""

    def __init__(
        self,
        service: Service,
        gate: Gate,
        *,
        session_id: str,
        user_id: str,
        clock: Clock,
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        self._service = service
        self._gate = gate
        self._session_id = session_id
        self._user_id = user_id
        self._clock = clock
        self._busy = busy
        self._seen: OrderedDict[str, str | None] = OrderedDict()

    def __repr__(self) -> str:
        return f"<GuardedService {self._service!r}, {self._gate!r}>"

    async def call(
        self, tool: Tool, request: Request, on_progress: OnProgress | None = None
    ) -> Answer:
        """Carry out one tool. Raises SparkError with ``attempts`` and ``queue_ms`` set."""
        self._check_size(request)
        asked = self._clock.monotonic()
        await self._gate.admit(self._user_id, self._session_id, tool.name)
        async with self._gate.slot(self._session_id):
            queue_ms = (self._clock.monotonic() - asked) * 1000
            try:
                answer, attempts = await self._send(tool, request, on_progress)
            except SparkError as error:
                error.queue_ms = queue_ms
                raise
        return replace(answer, attempts=attempts, queue_ms=queue_ms)

    async def _send(
        self, tool: Tool, request: Request, on_progress: OnProgress | None
    ) -> tuple[Answer, int]:
        deadline = self._deadline()
        if isinstance(request, Write):
            before = await self._before(request.path, deadline)
            settle_seconds = self._gate.limits.settle_seconds
            write = GuardedWrite(
                self._service,
                tool,
                request,
                on_progress,
                before,
                lambda: deadline.after(settle_seconds).limit(),
            )
            return await self._attempt(write.send, deadline, write.settle)
        send = partial(self._service.call, tool, request, on_progress)
        return await self._attempt(send, deadline)

    async def read_file(self, path: str) -> bytes | None:
        async with self._gate.slot(self._session_id):
            send = partial(self._service.read_file, path)
            content, _ = await self._attempt(send, self._deadline())
        self._remember(path, content)
        return content

    async def revision(self) -> str | None:
        async with self._gate.slot(self._session_id):
            revision, _ = await self._attempt(self._service.revision, self._deadline())
        return revision

    def _check_size(self, request: Request) -> None:
        size, limit = request.wire_bytes(), self._gate.limits.request_bytes
        if size > limit:
            raise RejectedError(
                f"The request is {size / MIB:.1f} MiB; the limit is {limit // MIB} MiB.",
                field="request",
                limit=limit,
                actual=size,
                hint="Send less at once.",
            )

    def _deadline(self) -> Deadline:
        limits, now = self._gate.limits, self._clock.monotonic()
        last = now + max(limits.busy_seconds, limits.timeout_seconds)
        return Deadline(now + limits.timeout_seconds, last, self._busy, self._clock)

    def _remember(self, path: str, content: bytes | None) -> None:
        """Keep what was read last: who is about to write has just looked at the file."""
        self._seen[path] = None if content is None else content_sha256(content)
        self._seen.move_to_end(path)
        if len(self._seen) > _FILES_SEEN:
            self._seen.popitem(last=False)

    async def _before(self, path: str, deadline: Deadline) -> str | None:
        """Return the file's hash as it was before a write, asking only when nobody did."""
        if path not in self._seen:
            try:
                content, _ = await self._attempt(partial(self._service.read_file, path), deadline)
            except ServiceError as error:
                error.landed = "no"  # the write was not sent
                raise
            self._remember(path, content)
        return self._seen.pop(path)

    async def _attempt(
        self,
        send: Callable[[], Awaitable[T]],
        deadline: Deadline,
        settle: Callable[[SparkError], Awaitable[T | None]] | None = None,
    ) -> tuple[T, int]:
        """Return the answer and how many attempts it took.

        ``settle`` is asked after each failure whether the answer was merely lost.
        """
        permit = self._gate.permit()
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._once(send, permit, deadline), attempt
            except SparkError as error:
                error.attempts = attempt
                answer = await settle(error) if settle else None
                if answer is not None:
                    return answer, attempt
                await self._pause(error, deadline)
                permit = self._next_permit(error)
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def _once(self, send: Callable[[], Awaitable[T]], permit: int, deadline: Deadline) -> T:
        """Make one attempt, and tell the breaker what it says about the service."""
        try:
            async with deadline.limit():
                answer = await send()
        except TimeoutError:
            self._gate.failed(permit)
            raise self._timeout() from None
        except EngineAway:  # who says so is well
            self._gate.answered(permit)
            raise
        except (ServiceTimeout, ServiceUnavailable):
            self._gate.failed(permit)
            raise
        except SparkError:
            self._gate.answered(permit)
            raise
        except BaseException:
            self._gate.withdrawn(permit)
            raise
        self._gate.answered(permit)
        return answer

    async def _pause(self, error: SparkError, deadline: Deadline) -> None:
        """Wait before the next attempt. Raises ``error`` when there is none."""
        seconds = pause_seconds(error, error.attempts, random.random)
        late = seconds >= deadline.left()
        if error.attempts == ATTEMPTS or not passes(error) or late:
            raise error
        await asyncio.sleep(seconds)

    def _next_permit(self, error: SparkError) -> int:
        try:
            return self._gate.permit()
        except ServiceUnavailable:
            raise error from None

    def _timeout(self) -> ServiceTimeout:
        limits = self._gate.limits
        return ServiceTimeout(
            f"The {limits.title} did not answer within {limits.timeout_seconds:g} s.",
            hint=limits.advice,
        )
