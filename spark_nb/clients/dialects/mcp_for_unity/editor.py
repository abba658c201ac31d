"""The one editor that a session speaks with: found, watched, and asked.

Every call names it, so that none reaches another project, whatever editors come and go.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from mcp.types import CallToolResult

from spark_nb.clients.dialects.mcp_for_unity.batch import Command, batch, editor_said, results
from spark_nb.clients.dialects.mcp_for_unity.payload import (
    Payload,
    came_from_editor,
    check,
    data_of,
    never_arrived,
    payload_of,
    text_in,
)
from spark_nb.clients.dialects.mcp_for_unity.quick_look import Instance, QuickLook
from spark_nb.clients.dialects.mcp_for_unity.which_editor import choose
from spark_nb.clients.mcp_connection import McpConnection, call_tool
from spark_nb.domain.engine import STATES, EngineState
from spark_nb.errors import (
    EngineAway,
    ServiceTimeout,
    ServiceUnavailable,
    SparkError,
)
from spark_nb.policy.editor_life import EditorLife, EditorSaid
from spark_nb.ports import Clock

_TRUST_SECONDS = 1.0
_LOOK_SECONDS = 0.2
_FIRST_WAIT_SECONDS = 3.0
_WATCH_SECONDS = 1.0
_SILENT_SECONDS = 5.0
_IDLE_SECONDS = 5.0
_READY_SECONDS = 180.0
_STATE_SECONDS = 2.5

T = TypeVar("T")


class Editor:
    """``project`` is the folder the user asked for; None takes the one editor there is."""

    def __init__(
        self, connection: McpConnection, look: QuickLook, project: Path | None, clock: Clock
    ) -> None:
        self._connection = connection
        self._look = look
        self._wanted = project
        self._clock = clock
        self._life = EditorLife()
        self._instance: Instance | None = None
        self._root = ""
        self._asked_first_at: float | None = None
        self._looked_at = float("-inf")
        self._looking = asyncio.Lock()
        self._under_way = 0
        self._called = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        name = self._instance.id if self._instance else "not found yet"
        return f"<Editor {name}, {self.state.word}>"

    @property
    def state(self) -> EngineState:
        return STATES[self._life.word(self._clock.monotonic())]

    @property
    def instance(self) -> Instance | None:
        return self._instance

    @property
    def root(self) -> str:
        """The project's folder as the editor names it, which may be on another machine."""
        return self._root

    async def aclose(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.wait([self._watch])
        await self._look.aclose()

    def wrote_script(self) -> None:
        """Note that it will compile, and then perhaps reload."""
        self._life.wrote_script(self._clock.monotonic())

    def builds(self, on: bool) -> None:
        self._life.builds(on)

    async def call(self, tool: str, **arguments: object) -> Payload:
        """Carry out one of the server's tools. Raises SparkError."""
        return payload_of(await self.ask(tool, **arguments))

    async def ask(self, tool: str, **arguments: object) -> CallToolResult:
        """Return the answer as it came, once the editor is there. Raises SparkError.

        What the editor saw nothing of, because it had just left, is sent again when it is back.
        """
        while True:
            instance = await self.present()
            with self._watched():
                answer = await self._send(instance, tool, arguments)
            if not never_arrived(answer):
                if came_from_editor(answer):
                    self._life.answered()
                return answer
            self._looked_at = float("-inf")
            await asyncio.sleep(_LOOK_SECONDS)

    async def again(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask for what may be done twice, anew whenever the answer was lost."""
        while True:
            try:
                return await ask()
            except ServiceUnavailable as error:
                if error.landed == "no":  # it is not there to be asked
                    raise
            await asyncio.sleep(_LOOK_SECONDS)

    async def commands(self, *commands: Command) -> list[Payload]:
        """Carry out the editor's own commands in one go. Raises SparkError for the first no.

        Nothing waits for a compile here, and nothing is verified.
        """
        answers = await self.try_commands(*commands)
        for answer in answers:
            check(answer)
        return answers

    async def try_commands(self, *commands: Command) -> list[Payload]:
        """Return an answer each, also of one that said no; after that no more are sent."""
        return results(await self.ask("batch_execute", **batch(commands)))

    async def _send(
        self, instance: Instance, tool: str, arguments: Mapping[str, object]
    ) -> CallToolResult:
        named = {**arguments, "unity_instance": instance.id}
        return await self._connection.request(lambda client: call_tool(client, tool, named))

    async def _asked(self, instance: Instance, command: str) -> Payload:
        """Return what one command answers, without waiting or being watched over it."""
        answer = await self._send(instance, "batch_execute", batch([(command, {})]))
        (payload,) = results(answer)
        check(payload)
        self._life.answered()
        return payload

    async def present(self) -> Instance:
        """Return the editor once it is connected. Raises SparkError when that is not soon."""
        while True:
            instance = await self._seen()
            if instance is not None:
                return instance
            state = self.state
            if not (state.busy or (state.word == "absent" and self._is_new())):
                raise EngineAway(state.text, landed="no", hint=state.advice)
            await asyncio.sleep(_LOOK_SECONDS)

    def _is_new(self) -> bool:
        """Whether an editor that was never seen may just be in a reload."""
        now = self._clock.monotonic()
        self._asked_first_at = now if self._asked_first_at is None else self._asked_first_at
        return now - self._asked_first_at < _FIRST_WAIT_SECONDS

    async def until_ready(self) -> None:
        """Wait until nothing it says of itself keeps it from working. Raises SparkError.

        A large project may compile for minutes; after three it is not waited for any longer.
        """
        try:
            async with asyncio.timeout(_READY_SECONDS):
                await self._glance(await self.present())
                while self.state.word not in ("ready", "building"):
                    await asyncio.sleep(_LOOK_SECONDS)
                    await self._glance(await self.present())
        except TimeoutError:
            raise ServiceTimeout(
                f"The files are written, but Unity is not ready: {self.state.text}",
                hint="Look at Unity's window.",
            ) from None

    async def said(self) -> EditorSaid:
        """Ask it what it is doing. Raises SparkError."""
        answer = await self._asked(await self.present(), "get_editor_state")
        said = editor_said(data_of(answer))
        self._life.said(said, self._clock.monotonic())
        return said

    async def _glance(self, instance: Instance) -> None:
        """Ask it what it is doing; that it does not say is a sign too."""
        try:
            async with asyncio.timeout(_STATE_SECONDS):
                answer = await self._asked(instance, "get_editor_state")
        except (TimeoutError, ServiceTimeout):
            self._life.unanswered(self._clock.monotonic())
        except ServiceUnavailable:
            await self._see()
        else:
            self._life.said(editor_said(data_of(answer)), self._clock.monotonic())

    async def _seen(self) -> Instance | None:
        if self._clock.monotonic() - self._looked_at >= _TRUST_SECONDS or not self._life.connected:
            await self._see()
        return self._instance if self._life.connected else None

    async def _see(self) -> None:
        async with self._looking:
            found = await self._look.instances()
            known = self._instance
            if known is None:
                instance = await choose(found, self._wanted, self._root_of)
                self._root = await self._root_of(instance) if instance else ""
            else:
                instance = next((one for one in found if one.hash == known.hash), None)
            now = self._looked_at = self._clock.monotonic()
            self._life.seen(instance.connection if instance else None, now)
            if known is None and instance is not None:
                self._life.answered()  # it has told its project
            self._instance = instance or known

    async def _root_of(self, chosen: Instance) -> str:
        return text_in(await self._asked(chosen, "get_project_info"), "projectRoot")

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Have the editor watched closely while a call takes long, to know what it waits for."""
        self._under_way += 1
        self._called.set()
        if self._watch is None:
            self._watch = asyncio.create_task(self._watch_over(), name="unity watch")
        try:
            yield
        finally:
            self._under_way -= 1

    async def _watch_over(self) -> None:
        """Look once in a while whether the editor is there, and often while that matters."""
        while True:
            await self._pause()
            with suppress(SparkError):  # whoever calls is told; nothing was learnt here
                await self._see()
                if self._life.connected and self._instance is not None and self._matters:
                    await self._glance(self._instance)

    async def _pause(self) -> None:
        if not self._matters:
            self._called.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_IDLE_SECONDS):
                    await self._called.wait()
        silent = self.state.word == "silent"  # each question waits there, to be answered at last
        await asyncio.sleep(_SILENT_SECONDS if silent else _WATCH_SECONDS)

    @property
    def _matters(self) -> bool:
        return self._under_way > 0 or self.state.notable
