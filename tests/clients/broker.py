"""A nats-server of the tests' own, to be killed, restarted and cut off."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals

from pydantic import SecretStr

from spark_nb.clients.dead_letters import DeadLetterFiles
from spark_nb.clients.nats_client import BrokerClient
from spark_nb.clients.nats_connection import connect_broker, ensure_streams
from spark_nb.clients.nats_events import read_events
from spark_nb.clients.nats_publisher import NatsPublisher
from spark_nb.clients.nats_stream import Selection, read_stream
from spark_nb.clients.system_clock import SystemClock
from spark_nb.domain.dead_letter import DeadLetter
from spark_nb.domain.event import DEAD_LETTERS, Event, State, event_subject
from spark_nb.domain.ids import uuid7
from spark_nb.local.ports import Ports
from spark_nb.local.programs import nats_server

PASSWORD = "correct-horse-battery-staple"

_CONF = """\
listen: "127.0.0.1:{port}"
max_payload: {max_payload}
jetstream {{ store_dir: "{folder}/js", max_memory_store: 256MB, max_file_store: 1GB }}
authorization {{ users: [
  {{ user: spark, password: "{password}", permissions: {{ publish: {{ deny: [{denied}] }} }} }}
] }}
"""


class Broker:
    def __init__(self, folder: Path, max_payload: int, denied: str) -> None:
        self.folder = folder
        self.port = Ports(folder / "ports.json").pick()
        self._process: subprocess.Popen[bytes] | None = None
        text = _CONF.format(
            port=self.port,
            max_payload=max_payload,
            folder=folder,
            password=PASSWORD,
            denied=denied,
        )
        (folder / "nats.conf").write_text(text)

    @property
    def url(self) -> SecretStr:
        return self.url_at(self.port)

    def url_at(self, port: int) -> SecretStr:
        return SecretStr(f"nats://spark:{PASSWORD}@127.0.0.1:{port}")

    async def start(self) -> None:
        """Return when it listens; by then it has read its streams."""
        self._spawn()
        async with asyncio.timeout(30):
            while not await self._listens():  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.01)

    def _spawn(self) -> None:
        self._process = subprocess.Popen(
            [nats_server(), "-c", self.folder / "nats.conf", "-l", self.folder / "nats.log"]
        )

    async def _listens(self) -> bool:
        assert self._process.poll() is None, (self.folder / "nats.log").read_text()
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        await writer.wait_closed()
        return True

    def kill(self, signal: Signals = SIGKILL) -> None:
        self._process.send_signal(signal)
        self._process.wait()

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self.kill(SIGTERM)


@asynccontextmanager
async def running_broker(
    *, max_payload: int = 1024 * 1024, denied: str = ""
) -> AsyncIterator[Broker]:
    """Start a broker; nobody may publish on the subject ``denied``, and nobody is told so."""
    folder = Path(tempfile.mkdtemp(prefix="spark-nats-"))
    broker = Broker(folder, max_payload, denied)
    try:
        await broker.start()
        yield broker
    finally:
        broker.stop()
        shutil.rmtree(folder)


@asynccontextmanager
async def connected(url: SecretStr) -> AsyncIterator[BrokerClient]:
    client = await connect_broker(url, name="test")
    try:
        await ensure_streams(client)
        yield client
    finally:
        await client.close()


@asynccontextmanager
async def publishing(client: BrokerClient, folder: Path, session: str = "s1", **seconds: float):
    files = DeadLetterFiles(folder, session)
    async with NatsPublisher(client, files, SystemClock(), **seconds) as publisher:
        yield publisher


def make_event(session: str = "s1", state: State = "completed", **data: object) -> Event:
    now = SystemClock().now()
    return Event(
        event_id=uuid7(now),
        subject=event_subject("runtime", "unity", state, session),
        session_id=session,
        user_id="ada",
        occurred_at=now,
        data=data,
    )


def make_events(count: int, session: str = "s1") -> list[Event]:
    return [make_event(session, index=index) for index in range(count)]


async def stored(client: BrokerClient, subjects: str = "spark.*.*.*.*") -> list[str]:
    """Return the ids of the messages in the stream, in its order."""
    selection = Selection("SPARK", subjects, follow=False, headers_only=True)
    async with aclosing(read_stream(client, selection)) as messages:
        return [message.headers["Nats-Msg-Id"] async for message in messages]


async def until_stored(client, count):
    async with asyncio.timeout(60):
        while len(await stored(client)) < count:  # noqa: ASYNC110 - each look asks the broker
            await asyncio.sleep(0.01)


async def buried(client: BrokerClient) -> list[DeadLetter]:
    """Return the broker's dead letters."""
    selection = Selection("SPARK", DEAD_LETTERS, follow=False)
    async with aclosing(read_stream(client, selection)) as messages:
        return [DeadLetter.model_validate_json(message.data) async for message in messages]


def on_disk(folder: Path) -> list[DeadLetter]:
    """Return the local dead letters, those in whole lines."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        with suppress(FileNotFoundError):  # it was replayed in this moment
            lines = path.read_text().split("\n")[:-1]
            found += [DeadLetter.model_validate_json(line) for line in lines]
    return found


def ids(events: Sequence[Event]) -> list[str]:
    return [str(event.event_id) for event in events]


async def until(true, *, seconds: float = 60.0) -> None:
    """Wait for a counter or a file: neither has an event."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - see above
            await asyncio.sleep(0.01)


class Reader:
    """Reads a session's events in the background."""

    def __init__(self, client):
        self.seen = []
        self._task = asyncio.create_task(self._read(client))

    async def _read(self, client):
        async with aclosing(read_events(client, "s1")) as events:
            async for event in events:
                self.seen.append(event)

    async def until(self, count):
        await until(lambda: len(self.seen) >= count or self._task.done())
        return ids(self.seen)

    async def ended(self):
        async with asyncio.timeout(60):
            await self._task

    async def stop(self):
        self._task.cancel()
        await asyncio.wait({self._task})
