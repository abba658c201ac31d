from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from uuid import UUID

import pytest

from spark_nb.domain.operation import Change, Operation
from spark_nb.errors import ConflictError, RejectedError
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.undo import UndoProgress
from spark_nb.testing import MemoryOperations, RecordingComm
from spark_nb.widgets.step_rows import diff_lines, step_details, step_row
from spark_nb.widgets.undo import Undo

PATH = "Assets/Hero.cs"
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


def step(number, *changes, kind="apply_patch", path=PATH, thumbnail=None):
    made = changes or (Change(PATH, b"one\ntwo\n", b"one\n2\n3\n"),)
    return Operation(UUID(int=number), kind, path, AT, "ada", made, thumbnail)


class Project:
    """Moves operations on the stack as a session does, and remembers what it was asked."""

    def __init__(self, patches):
        self.patches = patches
        self.asked = []
        self.threads = set()
        self.fault = None
        self.going = asyncio.Event()
        self.going.set()

    async def undo(self, *, on_conflict="refuse", on_progress=None):
        return await self._step(on_conflict, on_progress, self.patches.pop)

    async def redo(self, *, on_conflict="refuse", on_progress=None):
        return await self._step(on_conflict, on_progress, self.patches.redo)

    async def rollback_to(self, operation_id, *, on_conflict="refuse", on_progress=None):
        return await self._step(
            on_conflict, on_progress, lambda: self.patches.rollback_to(operation_id)
        )

    async def _step(self, on_conflict, on_progress, move):
        self.asked.append(on_conflict)
        self.threads.add(threading.get_ident())
        if self.fault and on_conflict == "refuse":
            raise self.fault
        on_progress(UndoProgress(1, 2, PATH))
        await self.going.wait()
        return await move()


@pytest.fixture
async def patches():
    return PatchStack(MemoryOperations())


@pytest.fixture
async def page():
    return RecordingComm()


@pytest.fixture
async def project(patches):
    return Project(patches)


@pytest.fixture
async def widget(patches, project, page):
    made = Undo(patches, project, comm=page)
    yield made
    await made.aclose()


def titles(page, key="steps"):
    return [row["title"] for row in page.state.get(key, [])]


async def test_steps_are_listed_newest_first_as_they_come(widget, patches, page):
    await page.until_status("empty")
    assert (widget.progress, widget.conflict, widget.interrupted) == (None, None, None)
    await patches.push(step(1))
    await patches.push(step(2, Change(PATH, b"a", None)))
    await page.until(lambda: titles(page) == ["Deleted Hero.cs", "Patched Hero.cs"])
    assert page.state["status"] == "live"
    await patches.pop()
    await page.until(lambda: titles(page, "undone") == ["Deleted Hero.cs"])
    await patches.clear()
    await page.until_status("empty")


async def test_a_page_undoes_redoes_and_rolls_back(widget, patches, project, page):
    for number in (1, 2, 3):
        await patches.push(step(number))
    page.tell({"kind": "undo"})
    await page.until(lambda: len(titles(page)) == 2)
    page.tell({"kind": "redo"})
    await page.until(lambda: len(titles(page)) == 3)
    page.tell({"kind": "roll_back", "id": str(UUID(int=1)), "on_conflict": "keep"})
    await page.until(lambda: len(titles(page)) == 1)
    assert project.asked == ["refuse", "refuse", "keep"]


async def test_while_files_are_written_it_says_how_far(widget, patches, project, page):
    await patches.push(step(1))
    project.going.clear()
    page.tell({"kind": "undo"})
    await page.until(lambda: page.state.get("progress") == {"done": 1, "total": 2, "path": PATH})
    project.going.set()
    await page.until(lambda: page.state["progress"] is None)


async def test_a_conflict_waits_for_a_choice_with_its_diff(widget, patches, project, page):
    await patches.push(step(1))
    diff = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-two\n+mine\n"
    project.fault = ConflictError(
        "Hero.cs was changed since.", path=PATH, expected="a", actual="b", diff=diff
    )
    page.tell({"kind": "undo"})
    await page.until(lambda: page.state.get("conflict") is not None)
    conflict = page.state["conflict"]
    assert conflict["lines"] == ["@@ -1 +1 @@", "-two", "+mine"]
    assert (conflict["kind"], conflict["words"]) == ("undo", "Hero.cs was changed since.")
    page.tell({"kind": "undo", "on_conflict": "merge"})
    await page.until(lambda: page.state["conflict"] is None)
    await page.until(lambda: titles(page, "undone") == ["Patched Hero.cs"])
    assert project.asked == ["refuse", "merge"]


async def test_an_error_stands_in_words_until_something_goes_right(widget, patches, project, page):
    await page.until_status("empty")
    project.fault = RejectedError("There is nothing to undo.", field="operation", hint="Write.")
    page.tell({"kind": "undo"})
    await page.until_status("error")
    page.tell({"kind": "ping"})
    await page.until(lambda: {"kind": "pong"} in page.messages)
    assert page.state["status"] == "error"
    assert (page.state["words"], page.state["hint"]) == ("There is nothing to undo.", "Write.")
    await patches.push(step(1))
    await page.until_status("live")
    assert page.state["words"] == ""


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "explode"},
        {"kind": "roll_back"},
        {"kind": "details", "id": str(UUID(int=9))},
        {"kind": "undo", "on_conflict": "guess"},
        {"kind": "import", "text": "{}"},
        "undo",
    ],
)
async def test_nonsense_of_a_page_is_an_error_in_words(widget, patches, page, content):
    await patches.push(step(1))
    await page.until(lambda: titles(page) != [])
    page.tell(content)
    await page.until_status("error")
    assert page.state["words"]
    assert len(patches) == 1


async def test_pictures_and_diffs_are_sent_when_asked_for(widget, patches, page):
    png = b"\x89PNG\r\n\x1a\n"
    picture = Change("Assets/a.png", None, png)
    await patches.push(step(1, Change(PATH, b"a\n", b"b\n"), picture, thumbnail=b"webp"))
    await page.until(lambda: titles(page) != [])
    assert page.state["steps"][0]["pictured"]
    for kind in ("picture", "details"):
        page.tell({"kind": kind, "id": str(UUID(int=1))})
    await page.until(lambda: len(page.parcels) == 2)
    assert page.parcels[0] == ({"kind": "picture", "id": str(UUID(int=1))}, [b"webp"])
    details, (buffer,) = page.parcels[1]
    assert buffer == png
    assert details["files"] == [
        {"path": PATH, "state": "changed", "lines": ["@@ -1 +1 @@", "-a", "+b"]},
        {
            "path": "Assets/a.png",
            "state": "created",
            "media_type": "image/png",
            "before": None,
            "after": 0,
        },
    ]


async def test_a_history_is_exported_and_brought_back(widget, patches, page):
    await patches.push(step(1))
    page.tell({"kind": "export"})
    await page.until(lambda: any(message.get("kind") == "export" for message in page.messages))
    text = next(message["text"] for message in page.messages if message.get("kind") == "export")
    page.tell({"kind": "clear"})
    await page.until(lambda: page.state.get("status") == "empty")
    page.tell({"kind": "import", "text": text})
    await page.until(lambda: titles(page) == ["Patched Hero.cs"])


async def test_a_page_hears_that_the_kernel_is_there(widget, page):
    page.tell({"kind": "ping"})
    await page.until(lambda: {"kind": "pong"} in page.messages)


async def test_a_message_that_another_thread_takes_in_is_heard_on_the_widgets_loop(
    widget, patches, project, page
):
    """JupyterLab has kernels take widgets' messages in a thread of their own."""
    await patches.push(step(1))
    await asyncio.to_thread(page.tell, {"kind": "undo"})
    await page.until(lambda: titles(page, "undone") == ["Patched Hero.cs"])
    assert project.threads == {threading.get_ident()}


async def test_closed_it_follows_the_stack_no_more(patches, project, page):
    widget = Undo(patches, project, comm=page)
    await page.until_status("empty")
    await widget.aclose()
    await patches.push(step(1))
    assert patches._watchers == []
    assert titles(page) == []


async def test_without_a_browser_a_table_follows_the_steps(widget, patches, page, outputs):
    widget._ipython_display_()
    assert ">No changes yet.<" in outputs[-1]["data"]["text/html"]
    await patches.push(step(1, path="Assets/<b>.cs"))
    await page.until(lambda: titles(page) != [])
    still = outputs[-1]["data"]
    assert still["text/plain"].splitlines() == [
        "1 step.",
        "Patched <b>.cs  Assets/Hero.cs  +2 \N{MINUS SIGN}1  2026-05-01 12:00 UTC",
    ]
    assert "<td>Patched &lt;b&gt;.cs</td>" in still["text/html"]


@pytest.mark.parametrize(
    ("operation", "title", "counts"),
    [
        (step(1), "Patched Hero.cs", (2, 1)),
        (step(1, Change(PATH, None, b"a\n+++\n")), "Created Hero.cs", (2, 0)),
        (step(1, Change(PATH, b"--- x\n", b"")), "Patched Hero.cs", (0, 1)),
        (step(1, Change(PATH, b"a", b"b"), kind="generate_script"), "Rewrote Hero.cs", (1, 1)),
        (step(1, Change("a.png", b"\0", b"\1"), kind="ingest_asset", path="Assets/a.png"),
         "Replaced a.png", (None, None)),
        (step(1, Change("a.dat", b"\xff", b"\xfe"), kind="ingest_asset", path="Assets/a.dat"),
         "Replaced a.dat", (None, None)),
        (step(1, Change("a", None, b"x\n"), Change("b", None, b"y\n"), kind="preset", path="mini"),
         "Applied mini", (2, 0)),
        (step(1, Change("a", b"x\n", None), kind="preset_removal", path="mini"),
         "Removed mini", (0, 1)),
    ],
)  # fmt: skip
def test_a_step_has_a_title_and_counts_its_lines(operation, title, counts):
    row = step_row(operation)
    assert (row["title"], (row["added"], row["removed"])) == (title, counts)


def test_a_long_diff_says_what_is_cut():
    change = Change(PATH, None, b"".join(b"%d\n" % number for number in range(600)))
    files, pictures = step_details(step(1, change))
    assert files[0]["lines"][-1] == "… 201 more lines"
    assert pictures == []
    assert diff_lines("") == []
