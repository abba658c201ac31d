from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from signal import SIGCONT, SIGKILL, SIGSTOP, Signals

import psutil
import psycopg

from spark_nb.local.families import Family, PartName
from spark_nb.local.folders import Folders
from spark_nb.local.shutdown import stop_stack
from spark_nb.local.stack import Stack, find_stack
from spark_nb.local.start import ensure_stack

SERVERS: tuple[Family, ...] = ("nats", "postgres")


def until(true: Callable[[], object], *, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextmanager
def frozen(pids: Iterable[int]) -> Iterator[None]:
    """Stop processes without ending them: their connections stay open, and silent."""
    stopped = list(pids)
    for pid in stopped:
        os.kill(pid, SIGSTOP)
    try:
        yield
    finally:
        for pid in stopped:
            os.kill(pid, SIGCONT)


class Home:
    """A home with a stack of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folders = Folders(path)
        self.owner_url = ""

    def up(self, *families: Family) -> Stack:
        stack = ensure_stack(self.path, families or SERVERS, seconds=60)
        if "primary" in stack.ports:
            self.owner_url = stack.database_owner_url
        return stack

    def down(self) -> bool:
        return stop_stack(self.path)

    @property
    def stack(self) -> Stack:
        stack = find_stack(self.folders)
        assert stack is not None
        return stack

    def pid(self, part: PartName) -> int:
        pid = self.stack.state.parts[part].pid
        assert pid is not None
        return pid

    def pids(self) -> list[int]:
        """The supervisor's and every part's."""
        state = self.stack.state
        return [state.pid, *(part.pid for part in state.parts.values() if part.pid)]

    def kill(self, part: PartName, signal: Signals = SIGKILL) -> None:
        """Kill the part and wait until it is back."""
        before = self.stack.state.parts[part].restarts
        os.kill(self.pid(part), signal)
        self.until_restarted(part, before)

    def until_restarted(self, part: PartName, before: int) -> None:
        def is_back() -> bool:
            state = self.stack.state.parts[part]
            return state.restarts > before and state.phase == "ready"

        until(is_back)

    def sql(self, query: str, *parameters: object, url: str | None = None) -> list[tuple]:
        with psycopg.connect(url or self.owner_url, autocommit=True) as connection:
            cursor = connection.execute(query, parameters)
            return cursor.fetchall() if cursor.description else []

    def numbers(self, url: str | None = None) -> list[int]:
        return [number for (number,) in self.sql("SELECT n FROM numbers ORDER BY n", url=url)]

    def until_on_replica(self, numbers: Sequence[int]) -> None:
        def has_arrived() -> bool:
            try:
                return self.numbers(self.stack.database_replica_url) == list(numbers)
            except psycopg.Error:  # it restarts, or the table has not arrived
                return False

        until(has_arrived)

    def make_numbers(self) -> None:
        """Make an empty table that both roles may use."""
        self.sql("CREATE TABLE numbers (n int PRIMARY KEY)")
        self.sql("GRANT SELECT ON numbers TO spark_reader")

    @property
    def data(self) -> Path:
        """The folder that holds ``primary`` and ``standby``."""
        postgres = self.folders.postgres
        return postgres / "data" if (postgres / "data").exists() else postgres
