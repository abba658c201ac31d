"""What twenty sessions do while their servers die: a seeded mix of calls, and a record of each."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spark_nb.errors import RejectedError, SparkError
from spark_nb.session import SessionCore

SCRIPTS = 5
PNG_SIDES = {"width": 32, "height": 32}


def script(name: str, mark: int) -> str:
    return f"// {mark}\npublic class {name} {{}}\n"


@dataclass
class Worker:
    """One session's calls, one after another.

    ``landed`` holds, for each script, the marks that its file may hold now: one after a call that
    succeeded, more after calls of which nobody knows. ``lines`` are those that the log file surely
    has, ``doubtful`` those it may have.
    """

    session: SessionCore
    number: int
    project: Path
    statuses: Counter[str] = field(default_factory=Counter)
    foreign: list[BaseException] = field(default_factory=list)
    landed: dict[str, set[int]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.folder = f"Assets/S{self.number}"
        self._chance = random.Random(self.number)

    async def run(self, calls: int) -> None:
        for mark in range(calls):
            await self._call(mark)

    async def _call(self, mark: int) -> None:
        act = self._chance.choices(
            [self._write, self._append, self._render, self._break_a_rule], [25, 10, 40, 25]
        )[0]
        try:
            await act(mark)
        except SparkError as error:
            self.statuses["rejected" if isinstance(error, RejectedError) else "not done"] += 1
            await asyncio.sleep(getattr(error, "retry_after_seconds", None) or 0)
        except Exception as error:  # noqa: BLE001 - what the test looks for
            self.foreign.append(error)
        else:
            self.statuses["succeeded"] += 1

    async def _write(self, mark: int) -> None:
        name = f"F{self._chance.randrange(SCRIPTS)}"
        path = f"{self.folder}/{name}.cs"
        marks = self.landed.setdefault(path, set())
        marks.add(mark)
        await self.session.unity.generate_script(name=name, code=script(name, mark), path=path)
        self.landed[path] = {mark}

    async def _append(self, mark: int) -> None:
        path = f"{self.folder}/Log.txt"
        before = await asyncio.to_thread(self._log_lines)
        self.doubtful.add(mark)
        await self.session.unity.apply_patch(path=path, patch=append_patch(path, before, mark))
        self.doubtful.discard(mark)
        self.lines.append(mark)

    async def _render(self, _: int) -> None:
        time_s = self._chance.randrange(20) / 10
        frame = await self.session.unity.render_preview(**PNG_SIDES, time_s=time_s)
        assert frame.data.startswith(b"\x89PNG")

    async def _break_a_rule(self, mark: int) -> None:
        rules: list[dict[str, Any]] = [{"width": 5000}, {"height": 1}, {"scene": "../x.unity"}]
        await self.session.unity.render_preview(**rules[mark % len(rules)])

    def _log_lines(self) -> list[str]:
        log = self.project / self.folder / "Log.txt"
        return log.read_text().splitlines() if log.exists() else []

    def check_files(self) -> None:
        """Each file holds what the last call put there, each line of the log is there once."""
        for path, marks in self.landed.items():
            file = self.project / path
            name = file.stem
            expected = {script(name, mark) for mark in marks}
            if file.exists() or len(marks) == 1:
                assert file.read_text() in expected, path
        found = [int(line) for line in self._log_lines()]
        assert len(found) == len(set(found)), "a line landed twice"
        assert set(self.lines) <= set(found)
        assert set(found) <= set(self.lines) | self.doubtful


def append_patch(path: str, before: list[str], mark: int) -> str:
    """Return a patch that adds a line to the end of the file, or makes it."""
    if not before:
        return f"--- /dev/null\n+++ b/{path}\n@@ -0,0 +1,1 @@\n+{mark}\n"
    last = len(before)
    return f"--- a/{path}\n+++ b/{path}\n@@ -{last},1 +{last},2 @@\n {before[-1]}\n+{mark}\n"
