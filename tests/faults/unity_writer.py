"""What a session writes while Unity has bad days: a seeded mix, and a record of each write."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Literal

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.unified_diff import make_patch
from spark_nb.errors import SparkError
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.undo import redo, undo
from spark_nb.policy.retry import may_have_landed
from spark_nb.testing.samples import plain_picture

SCRIPTS = 3


@dataclass(frozen=True)
class Step:
    """A content that a file was to get, None for its end; and whether it did, as was told."""

    content: bytes | None
    landed: Literal["once", "no", "maybe"]


class UnityWriter:
    """One session's writes, one after another, in a folder of its own.

    ``succeeded`` counts the calls of which that was told, ``errors`` are what was told of others.
    """

    def __init__(self, pipeline: Pipeline, caller: Caller, project: Path, seed: int) -> None:
        self.pipeline = pipeline
        self.caller = caller
        self.steps: dict[str, list[Step]] = defaultdict(list)
        self.succeeded = 0
        self.errors: list[SparkError] = []
        self._folder = f"Assets/{caller.session_id}"
        self._project = project
        self._chance = random.Random(seed)

    async def run(self, over: asyncio.Event) -> None:
        """Write at random until the bad days are over, then everything once."""
        acts = [self._generate, self._edit, self._log, self._ingest, self._delete, self._rework]
        marks = count()
        while not over.is_set():
            (act,) = self._chance.choices(acts, [5, 5, 4, 3, 2, 5])
            await act(next(marks))
        for act in acts:
            await act(next(marks))

    async def _generate(self, mark: int) -> None:
        name, path = self._script()
        code = script(name, mark)
        fields = {"name": name, "path": path, "code": code}
        await self._bring(path, code.encode(), self._call("generate_script", **fields))

    async def _edit(self, mark: int) -> None:
        """Change what is above a method and in its head: the editor would make that one."""
        name, path = self._script()
        before = await self._read(path)
        text = (before or b"").decode() or script(name, mark)
        wanted = text.replace("// above", f"// above, {mark} 🎮").replace("()", f"(int _{mark})")
        await self._patch(path, before, wanted.encode())

    async def _log(self, mark: int) -> None:
        path = f"{self._folder}/Log.txt"
        before = await self._read(path)
        await self._patch(path, before, (before or b"") + b"%d\r\n" % mark)

    async def _ingest(self, mark: int) -> None:
        path, content = f"{self._folder}/Hero.png", plain_picture(f"#{mark:06x}")
        fields = {"path": path, "content": content, "media_type": "image/png"}
        await self._bring(path, content, self._call("ingest_asset", **fields))

    async def _delete(self, mark: int) -> None:
        _, path = self._script()
        before = await self._read(path)
        await (self._generate(mark) if before is None else self._patch(path, before, None))

    async def _rework(self, mark: int) -> None:
        """Take the newest step back, or bring the last one again."""
        patches = self.pipeline.patches
        if patches.undone and self._chance.random() < 0.5:
            (change,) = patches.undone[0].changes
            await self._bring(change.path, change.after, redo(self.pipeline, self.caller))
        elif len(patches):
            (change,) = patches[-1].changes
            await self._bring(change.path, change.before, undo(self.pipeline, self.caller))
        else:
            await self._generate(mark)

    def _script(self) -> tuple[str, str]:
        name = f"Hero{self._chance.randrange(SCRIPTS)}"
        return name, f"{self._folder}/{name}.cs"

    async def _read(self, path: str) -> bytes | None:
        return await asyncio.to_thread(content_of, self._project / path)

    async def _call(self, tool: str, **fields: Any) -> None:
        await call_tool(self.pipeline, self.caller, tool, fields)

    async def _patch(self, path: str, before: bytes | None, wanted: bytes | None) -> None:
        patch = make_patch(path, before, wanted)
        await self._bring(path, wanted, self._call("apply_patch", path=path, patch=patch))

    async def _bring(self, path: str, wanted: bytes | None, call: Awaitable[object]) -> None:
        """Wait for a call that is to bring a file to a content, and note what it was told."""
        is_there = await self._read(path) == wanted
        try:
            await call
        except SparkError as error:
            self.errors.append(error)
            self.steps[path].append(Step(wanted, "maybe" if may_have_landed(error) else "no"))
            await asyncio.sleep(getattr(error, "retry_after_seconds", None) or 0)
        else:
            self.succeeded += not is_there  # taking back what never came asks for nothing
            self.steps[path].append(Step(wanted, "no" if is_there else "once"))

    def unexplained(self, writes: Iterable[tuple[str, str]], suffixes: Sequence[str]) -> list[str]:
        """Return the files that hold, or were given, what the steps do not explain.

        ``writes`` are path and hash of each write, the hash being empty for a deletion; of files
        without one of ``suffixes`` they do not tell.
        """
        given = defaultdict(list)
        for path, sha256 in writes:
            given[path].append(sha256)
        return [
            path
            for path, steps in self.steps.items()
            if content_of(self._project / path) not in contents_after(steps)
            or (path.endswith(tuple(suffixes)) and not is_explained(given[path], steps))
        ]


def script(name: str, mark: int) -> str:
    return (
        f"using UnityEngine;\n\npublic class {name} : MonoBehaviour\n{{\n"
        f"    // above\n    public void Jump()\n    {{\n        // {mark}\n    }}\n}}\n"
    )


def content_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def contents_after(steps: Iterable[Step]) -> set[bytes | None]:
    """Return what a file may hold after these steps."""
    contents: set[bytes | None] = {None}
    for step in steps:
        if step.landed != "no":
            contents = {step.content} | (contents if step.landed == "maybe" else set())
    return contents


def is_explained(hashes: list[str], steps: Iterable[Step]) -> bool:
    """Whether these writes are those that landed, each once, and some that may have, in order."""
    reached = {0}
    for step in steps:
        sha256 = "" if step.content is None else content_sha256(step.content)
        written = {at + 1 for at in reached if hashes[at : at + 1] == [sha256]}
        match step.landed:
            case "once":
                reached = written
            case "maybe":
                reached |= written
    return len(hashes) in reached
