"""Any sequence of writes, undos, redos, edits from outside and restarts, against a plain model."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from spark_nb.clients.operation_store import SqliteOperations
from spark_nb.domain.three_way import MergeClash, merge
from spark_nb.domain.unified_diff import make_patch
from spark_nb.errors import ConflictError, RejectedError
from spark_nb.metrics import Metrics
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.patch_stack import LIMIT, PatchStack
from spark_nb.pipeline.project_revision import ProjectRevision
from spark_nb.pipeline.undo import redo, rollback_to, undo
from spark_nb.policy.preview_cache import PreviewCache
from spark_nb.ports import Answer
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.testing import FakeClock, FolderService, MemoryEvents, MemoryRows

SCRIPTS = [f"Assets/{name}/Hero.cs" for name in "ab"]
PNG = "Assets/a/hero.png"
PATHS = [*SCRIPTS, PNG]
LINES = st.lists(st.sampled_from(["one", "two", "three", "four"]), min_size=1, max_size=5)
POLICIES = st.sampled_from(["refuse", "keep", "restore", "merge"])


@st.composite
def contents(draw, path):
    if path == PNG:
        return b"\x89PNG\r\n\x1a\n" + bytes([draw(st.integers(0, 3))])
    return "".join(f"// {line}\n" for line in draw(LINES)).encode()


class EngineService:
    """The sandbox's engine in this process, as the pipeline sees a server."""

    def __init__(self, folder: Path) -> None:
        self.engine = Engine(ProjectFolder.open(folder))
        self.writing = FolderService().writing

    async def call(self, tool, request, on_progress=None):
        result = self.engine.call(tool.name, request.model_dump())
        return Answer(result, 1, 0)

    async def read_file(self, path):
        return self.engine.project.read(path)

    async def revision(self):
        return self.engine.project.snapshot().revision


class Model:
    """What a user expects: a dictionary of files, and steps as (path, before, after)."""

    def __init__(self) -> None:
        self.files: dict[str, bytes | None] = dict.fromkeys(PATHS)
        self.done: list[tuple[str, bytes | None, bytes | None]] = []
        self.undone: list[tuple[str, bytes | None, bytes | None]] = []

    def write(self, path, content):
        before, self.files[path] = self.files[path], content
        if before != content:
            self.done = [*self.done, (path, before, content)][-LIMIT:]
            self.undone = []

    def back(self, count, policy):
        """Take steps back; raise ConflictError with nothing changed."""
        files, done, undone = dict(self.files), list(self.done), list(self.undone)
        steps = done[len(done) - count :]
        oldest = {path: before for path, before, _ in reversed(steps)}
        newest = {path: after for path, _, after in steps}
        for path, end in oldest.items():
            if files[path] == end:
                files[path] = newest[path]
        for path, before, after in reversed(steps):
            done.pop()
            files[path], kept = resolved(path, files[path], after, before, policy)
            if kept:
                undone.insert(0, (path, kept[1], kept[0]))
        self.files, self.done, self.undone = files, done, undone

    def on(self, policy):
        path, before, after = self.undone[0]
        now, kept = resolved(path, self.files[path], before, after, policy)
        self.files[path] = now
        self.undone.pop(0)
        if kept:
            self.done.append((path, *kept))


def resolved(path, now, expected, wanted, policy):
    """Return the file's new content, and the step (from, to) that was made."""
    if now in (expected, wanted):
        return wanted, (expected, wanted)
    match policy:
        case "keep":
            return now, None
        case "restore":
            return wanted, (now, wanted)
        case "merge" if None not in (now, expected, wanted):
            with contextlib.suppress(MergeClash):
                merged = merge(expected, now, wanted)
                return merged, (now, merged)
    raise ConflictError("in the way", path=path, expected=None, actual=None)


class Undoing(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="spark-undo-"))
        self.loop = asyncio.new_event_loop()
        self.service = EngineService(self.folder / "Game")
        self.model = Model()
        self.caller = Caller("s1", "ada")
        self.store: SqliteOperations | None = None
        self.restart()

    def teardown(self) -> None:
        self.store.close()
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()
        shutil.rmtree(self.folder)

    def run(self, work):
        return self.loop.run_until_complete(work)

    def same(self, work, expected):
        """Do it, and in the model; both refuse it or neither."""
        try:
            expected()
        except ConflictError:
            try:
                self.run(work)
            except ConflictError:
                return
            raise AssertionError("a change from outside was overruled") from None
        self.run(work)

    @property
    def patches(self):
        return self.pipeline.patches

    @rule()
    def restart(self):
        """A new kernel takes up the session."""
        if self.store:
            self.store.close()
        self.store = SqliteOperations(self.folder / "undo.sqlite", "s1", limit=LIMIT)
        clock = FakeClock()
        self.pipeline = Pipeline(
            services={"unity": self.service},
            engine=self.service,
            rows=MemoryRows(),
            events=MemoryEvents(),
            cache=PreviewCache(),
            revision=ProjectRevision(self.service, clock),
            patches=PatchStack(self.store),
            metrics=Metrics(),
            clock=clock,
        )
        self.run(self.patches.load())

    @rule(data=st.data(), path=st.sampled_from(SCRIPTS))
    def write_script(self, data, path):
        content = data.draw(contents(path))
        fields = {"path": path, "name": "Hero", "code": content.decode()}
        self.run(call_tool(self.pipeline, self.caller, "generate_script", fields))
        self.model.write(path, content)

    @rule(data=st.data())
    def ingest_picture(self, data):
        content = data.draw(contents(PNG))
        fields = {"path": PNG, "content": content, "media_type": "image/png"}
        self.run(call_tool(self.pipeline, self.caller, "ingest_asset", fields))
        self.model.write(PNG, content)

    @rule(data=st.data())
    def write_everything(self, data):
        """So that a rollback has several files to write."""
        for path in SCRIPTS:
            self.write_script(data, path)
        self.ingest_picture(data)

    @rule(path=st.sampled_from(SCRIPTS))
    def delete_script(self, path):
        now = self.model.files[path]
        if now is not None:
            fields = {"path": path, "patch": make_patch(path, now, None)}
            self.run(call_tool(self.pipeline, self.caller, "apply_patch", fields))
            self.model.write(path, None)

    @rule(data=st.data(), path=st.sampled_from(PATHS), gone=st.booleans())
    def edit_from_outside(self, data, path, gone):
        file = self.folder / "Game" / path
        if gone:
            file.unlink(missing_ok=True)
            self.model.files[path] = None
        else:
            self.model.files[path] = data.draw(contents(path))
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(self.model.files[path])

    @rule(data=st.data(), gone=st.booleans(), policy=POLICIES)
    def edit_and_undo(self, data, gone, policy):
        if self.model.done:
            self.edit_from_outside(data, self.model.done[-1][0], gone)
            self.undo(policy)

    @rule(policy=POLICIES)
    def undo(self, policy):
        if self.model.done:
            work = undo(self.pipeline, self.caller, policy)
            self.same(work, lambda: self.model.back(1, policy))

    @rule(policy=POLICIES)
    def redo(self, policy):
        if self.model.undone:
            work = redo(self.pipeline, self.caller, policy)
            self.same(work, lambda: self.model.on(policy))

    @rule(data=st.data(), policy=POLICIES)
    def roll_back(self, data, policy):
        if self.model.done:
            at = data.draw(st.integers(0, len(self.model.done) - 1))
            self.roll_back_to(at, policy, None)

    @rule(data=st.data(), dies_after=st.integers(1, 2))
    def die_while_rolling_back(self, data, dies_after):
        at = len(self.model.done) - 1
        self.write_everything(data)
        if 0 <= at < len(self.model.done):
            self.roll_back_to(at, "refuse", dies_after)

    def roll_back_to(self, at, policy, dies_after):
        target, count = self.patches[at].operation_id, len(self.model.done) - 1 - at
        work = self.rolled_back(target, policy, dies_after)
        self.same(work, lambda: self.model.back(count, policy))

    async def rolled_back(self, target, policy, dies_after):
        """Roll back; if the kernel dies in between, the next one finishes it."""

        def report(progress):
            if dies_after == progress.done < progress.total:
                raise KeyError("died")

        try:
            await rollback_to(self.pipeline, self.caller, target, policy, report)
        except KeyError:
            await self.patches.load()
            with pytest.raises(RejectedError):
                await undo(self.pipeline, self.caller)
            await rollback_to(self.pipeline, self.caller, target, policy)

    @invariant()
    def all_is_as_the_model_says(self):
        project = self.service.engine.project
        assert {path: project.read(path) for path in PATHS} == self.model.files
        assert steps(self.patches) == self.model.done
        assert steps(self.patches.undone) == self.model.undone


def steps(operations):
    return [
        (change.path, change.before, change.after)
        for operation in operations
        for change in operation.changes
    ]


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
