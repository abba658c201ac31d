from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from spark_nb.domain.build import BuildStatus
from spark_nb.errors import ConflictError, ServiceUnavailable
from spark_nb.metrics import Metrics
from spark_nb.pipeline import undo as undoing
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.operation import current_operation, operation
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.project_revision import ProjectRevision
from spark_nb.policy.preview_cache import PreviewCache
from spark_nb.testing import (
    FakeClock,
    FolderService,
    MemoryEvents,
    MemoryOperations,
    MemoryRows,
    RecordingComm,
)
from spark_nb.widgets.progress import Progress


class Broker(MemoryEvents):
    """Events are told as they are emitted; an exception ends the reading."""

    def __init__(self, since):
        super().__init__()
        self.since = since
        self.lost = 0
        self.readers = 0
        self.told = asyncio.Queue()
        self.watchers = []

    def emit(self, event):
        self.told.put_nowait(event)

    async def events(self):
        self.readers += 1
        while True:
            event = await self.told.get()
            if isinstance(event, Exception):
                raise event
            yield event

    @contextmanager
    def watched(self, changed):
        self.watchers.append(changed)
        try:
            yield
        finally:
            self.watchers.remove(changed)


class Studio:
    """A pipeline over fakes, with the session's methods that the widget uses."""

    def __init__(self):
        self.clock, self.service = FakeClock(), FolderService()
        self.broker = Broker(self.clock.now())
        self.caller = Caller("s1", "ada")
        self.pipeline = Pipeline(
            services={"unity": self.service},
            engine=self.service,
            rows=MemoryRows(),
            events=self.broker,
            cache=PreviewCache(),
            revision=ProjectRevision(self.service, self.clock),
            patches=PatchStack(MemoryOperations()),
            metrics=Metrics(),
            clock=self.clock,
        )

    async def write(self, name, code="class A { }\n"):
        caller = replace(self.caller, operation_id=current_operation("s1"))
        fields = {"name": name, "code": code, "path": f"Assets/{name}.cs"}
        await call_tool(self.pipeline, caller, "generate_script", fields)

    async def undo(self, **choice):
        return await undoing.undo(self.pipeline, self.caller, **choice)

    async def redo(self, **choice):
        return await undoing.redo(self.pipeline, self.caller, **choice)

    async def rollback_to(self, operation_id, **choice):
        return await undoing.rollback_to(self.pipeline, self.caller, operation_id, **choice)

    async def ask(self, job_id):
        return BuildStatus(job_id=job_id, status="running", progress=0.5, log_tail="packing\n")


@pytest.fixture
async def studio():
    return Studio()


@pytest.fixture
async def page():
    return RecordingComm()


@pytest.fixture
async def widget(studio, page):
    made = Progress(studio.broker, studio.pipeline.patches, studio, studio.ask, comm=page)
    yield made
    await made.aclose()


def lines(page):
    return [(row["kind"], row["status"]) for row in page.state.get("items", [])]


def undo_of(page, at=0):
    return page.state["items"][at]["undo"]


async def shown(page, count, settled=True):
    """Wait until that many lines are on the page, and none of them under way."""
    await page.until(
        lambda: (
            len(lines(page)) == count
            and not (settled and any(status == "running" for _, status in lines(page)))
        )
    )


def answers(page, kind):
    return [message for message in page.messages if message.get("kind") == kind]


async def test_nothing_is_said_to_be_nothing_only_after_a_look(widget, page):
    assert widget.status == "loading"
    await page.until_status("empty")
    assert widget.totals == {"calls": 0, "failures": 0, "p95_ms": None, "lost": 0}


async def test_an_operation_is_one_line_whose_steps_are_asked_for(widget, studio, page):
    async with operation(studio.pipeline, studio.caller, "Tune") as tuning:
        await studio.write("A")
        await studio.write("B")
    await shown(page, 1)
    (row,) = page.state["items"]
    assert (row["name"], row["status"], row["steps"]) == ("Tune", "succeeded", 2)
    page.tell({"kind": "steps", "id": str(tuning.operation_id)})
    await page.until(lambda: answers(page, "steps") != [])
    (told,) = answers(page, "steps")
    assert [step["path"] for step in told["rows"]] == ["Assets/B.cs", "Assets/A.cs"]


async def test_thousands_of_events_are_few_messages(widget, studio, page):
    await page.until_status("empty")
    for _ in range(1000):
        await studio.write("A", f"class A {{ }} // {uuid4()}\n")
    await page.until(lambda: (page.state.get("totals") or {}).get("calls") == 1000)
    assert len(lines(page)) == 10
    assert len(repr(page.state["items"])) < 8000


async def test_the_newest_step_is_undone_after_saying_what_it_touches(widget, studio, page):
    await studio.write("A")
    await shown(page, 1)
    assert undo_of(page) == {"count": 1, "files": 1, "names": ["A.cs"], "to": None}
    page.tell({"kind": "take_back", "id": page.state["items"][0]["id"], "count": 1})
    await shown(page, 2)
    assert studio.service.files == {}
    assert lines(page) == [("undo", "succeeded"), ("generate_script", "succeeded")]
    assert (undo_of(page, 0), undo_of(page, 1)) == (None, {"reason": "undone"})


async def test_an_older_step_takes_the_later_ones_along(widget, studio, page):
    for name in ("A", "B", "C"):
        await studio.write(name)
    await shown(page, 3)
    assert undo_of(page, 1)["count"] == 2
    assert undo_of(page, 1)["names"] == ["C.cs", "B.cs"]
    assert undo_of(page, 2) == {"reason": "oldest"}
    page.tell({"kind": "take_back", "id": page.state["items"][1]["id"], "count": 2})
    await shown(page, 4)
    assert set(studio.service.files) == {"Assets/A.cs"}


async def test_a_history_that_moved_on_is_not_undone_unseen(widget, studio, page):
    await studio.write("A")
    await shown(page, 1)
    old = page.state["items"][0]["id"]
    await studio.write("B")
    page.tell({"kind": "take_back", "id": old, "count": 1})
    await page.until_status("error")
    assert page.state["words"] == "The history has changed since you looked; nothing was undone."
    assert len(studio.service.files) == 2
    page.tell({"kind": "retry"})
    await page.until_status("live")


async def test_a_changed_file_waits_for_a_choice(widget, studio, page):
    await studio.write("A")
    await studio.write("A", "class A { int a; }\n")
    await shown(page, 2)
    studio.service.files["Assets/A.cs"] = b"mine\n"
    newest = page.state["items"][0]["id"]
    page.tell({"kind": "take_back", "id": newest, "count": 1})
    await page.until(lambda: page.state.get("conflict") is not None)
    assert (page.state["conflict"]["id"], page.state["conflict"]["count"]) == (newest, 1)
    page.tell({"kind": "take_back", "id": newest, "count": 1, "on_conflict": "restore"})
    await page.until(lambda: page.state["conflict"] is None)
    await page.until(lambda: studio.service.files["Assets/A.cs"] == b"class A { }\n")


async def test_a_failure_is_told_in_words_with_its_hint(widget, studio, page):
    with pytest.raises(ConflictError):
        async with operation(studio.pipeline, studio.caller, "Tune"):
            raise ConflictError("It changed.", path="a", expected=None, actual=None, hint="Look.")
    await shown(page, 1)
    (row,) = page.state["items"]
    assert (row["status"], row["message"], row["hint"]) == ("failed", "It changed.", "Look.")
    assert row["undo"] == {"reason": "not_kept"}


async def test_a_builds_log_comes_when_asked_for(widget, page):
    job = str(UUID(int=7))
    page.tell({"kind": "log", "id": job})
    await page.until(lambda: answers(page, "log") != [])
    assert answers(page, "log") == [{"kind": "log", "id": job, "text": "packing\n"}]


async def test_a_lost_broker_is_said_and_its_return_too(widget, studio, page):
    await page.until_status("empty")
    studio.broker.connected, studio.broker.lost = False, 3
    (changed,) = studio.broker.watchers
    changed()
    await page.until(lambda: page.state.get("away_ms") is not None)
    assert page.state["totals"]["lost"] == 3
    studio.broker.connected = True
    changed()
    await page.until(lambda: page.state["away_ms"] is None)


async def test_reading_that_failed_begins_anew_when_asked(widget, studio, page):
    studio.broker.told.put_nowait(ServiceUnavailable("No stream.", hint="Connect again."))
    await page.until_status("error")
    assert (page.state["words"], page.state["hint"]) == ("No stream.", "Connect again.")
    page.tell({"kind": "retry"})
    await page.until_status("empty")
    await studio.write("A")
    await shown(page, 1)
    assert studio.broker.readers == 2


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "explode"},
        {"kind": "take_back", "id": str(UUID(int=9)), "count": 1},
        {"kind": "take_back", "id": str(UUID(int=9)), "count": 0},
        {"kind": "log", "id": "no job"},
        "steps",
    ],
)
async def test_nonsense_of_a_page_is_an_error_in_words(widget, page, content):
    page.tell(content)
    await page.until_status("error")
    assert page.state["words"]


async def test_a_page_learns_the_kernels_time(widget, page):
    page.tell({"kind": "hello"})
    await page.until(lambda: answers(page, "clock") != [])
    assert answers(page, "clock")[0]["ms"] > 0


async def test_closed_it_reads_and_watches_nothing_more(studio, page):
    widget = Progress(studio.broker, studio.pipeline.patches, studio, studio.ask, comm=page)
    await page.until_status("empty")
    await widget.aclose()
    assert (studio.pipeline.patches._watchers, studio.broker.watchers) == ([], [])
    await studio.write("A")
    assert studio.broker.told.qsize() == 2


async def test_without_a_browser_there_is_a_table(widget, studio, page):
    assert widget.static().text == "Nothing has been done yet."
    async with operation(studio.pipeline, studio.caller, "<Tune>"):
        await studio.write("A")
    await shown(page, 1)
    assert "<td>&lt;Tune&gt;</td><td>succeeded</td>" in widget.static().html
