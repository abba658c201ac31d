from __future__ import annotations

import asyncio

import pytest

from spark_nb.pipeline.project_revision import ProjectRevision
from spark_nb.testing import FakeClock, FolderService


class CountingService(FolderService):
    asked = 0

    async def revision(self):
        self.asked += 1
        return await super().revision()


@pytest.fixture
def service():
    return CountingService()


@pytest.fixture
def revision(service):
    return ProjectRevision(service, FakeClock())


async def test_what_an_answer_said_is_believed(revision, service):
    begun = revision.begin(writes=False)
    revision.end(begun, "r1", writes=False)
    assert await revision.current() == "r1"


async def test_a_write_that_was_alone_is_believed(revision, service):
    begun = revision.begin(writes=True)
    revision.end(begun, "r2", writes=True)
    assert await revision.current() == "r2"


@pytest.mark.parametrize("read_ends_first", [True, False])
async def test_a_read_that_a_write_overtook_is_not(revision, service, read_ends_first):
    """The picture was made before the write; its answer may come after."""
    read = revision.begin(writes=False)
    write = revision.begin(writes=True)
    if read_ends_first:
        revision.end(read, "old", writes=False)
    revision.end(write, "new", writes=True)
    if not read_ends_first:
        revision.end(read, "old", writes=False)
    assert await revision.current() == "new"


async def test_a_read_that_began_beside_a_write_is_not_when_it_ends_after_it(revision, service):
    write = revision.begin(writes=True)
    read = revision.begin(writes=False)
    revision.end(write, "new", writes=True)
    revision.end(read, "old", writes=False)
    assert await revision.current() == "new"


@pytest.mark.parametrize("answers", [("one", "other"), ("other", "one")])
async def test_of_two_writes_at_once_nobody_knows_which_was_last(revision, service, answers):
    begun = {"one": revision.begin(writes=True), "other": revision.begin(writes=True)}
    for name in answers:
        revision.end(begun[name], name, writes=True)
    await revision.current()
    assert service.asked == 1


async def test_after_a_write_that_failed_the_engine_is_asked(revision, service):
    revision.end(revision.begin(writes=False), "r1", writes=False)
    revision.end(revision.begin(writes=True), None, writes=True)
    await revision.current()
    assert service.asked == 1


async def test_an_answer_to_our_question_that_a_write_overtook_is_not_believed():
    reading, flowing = asyncio.Event(), asyncio.Event()

    class Slow(FolderService):
        async def revision(self):
            reading.set()
            await flowing.wait()
            return "old"

    slow = ProjectRevision(Slow(), FakeClock())
    asking = asyncio.create_task(slow.current())
    await reading.wait()
    slow.end(slow.begin(writes=True), "new", writes=True)
    flowing.set()
    assert await asking == "old"
    assert await slow.current() == "new"
