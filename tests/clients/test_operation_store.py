"""What holds for every ``OperationStore``: the one on disk, and the fake that stands in for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from spark_nb.clients.operation_store import SqliteOperations
from spark_nb.domain.operation import Change, Operation
from spark_nb.ports import OperationStore
from spark_nb.testing import MemoryOperations

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
BINARY = bytes(range(256))


def operation(number: int, *changes: Change, thumbnail: bytes | None = None) -> Operation:
    path = f"Assets/{number}.cs"
    made = changes or (Change(path, None, b"class A {}"),)
    at = START + timedelta(seconds=number)
    return Operation(UUID(int=number), "generate_script", path, at, "ada", made, thumbnail)


@pytest.fixture(params=["disk", "memory"])
def make(request, tmp_path):
    """Return a function that opens the store with a limit; on disk, the same one each time."""
    opened: list[SqliteOperations] = []

    async def on_disk(limit: int = 50) -> OperationStore:
        opened.append(await open_store(tmp_path, limit=limit))
        return opened[-1]

    async def in_memory(limit: int = 50) -> OperationStore:
        return MemoryOperations(limit)

    yield on_disk if request.param == "disk" else in_memory
    for store in opened:
        store.close()


Make = Callable[..., Awaitable[OperationStore]]


async def open_store(folder: Path, session_id: str = "s1", *, limit: int = 50) -> SqliteOperations:
    """Open the store as a session does, away from the event loop."""
    file = folder / "undo.sqlite"
    return await asyncio.to_thread(SqliteOperations, file, session_id, limit=limit)


async def filled(store: OperationStore, count: int) -> list[Operation]:
    pushed = [operation(number) for number in range(1, count + 1)]
    for one in pushed:
        await store.push(one)
    return pushed


async def test_what_was_pushed_is_there_in_order_with_every_byte(make: Make):
    store = await make()
    changes = (Change("Assets/a.png", BINARY, None), Change("Assets/b.txt", None, b""))
    pushed = [operation(1), operation(2, *changes, thumbnail=BINARY)]
    for one in pushed:
        await store.push(one)
    assert await store.done() == pushed
    assert await store.undone() == []


async def test_the_oldest_over_the_limit_are_forgotten(make: Make):
    store = await make(limit=3)
    pushed = await filled(store, 5)
    assert await store.done() == pushed[2:]


async def test_as_many_are_kept_when_one_in_between_was_forgotten(make: Make):
    store = await make(limit=3)
    pushed = await filled(store, 3)
    await store.move([replace(pushed[1], changes=())], undone=True)
    await store.push(last := operation(4))
    assert await store.done() == [pushed[0], pushed[2], last]


async def test_operations_go_back_and_forth_in_order(make: Make):
    store = await make()
    first, second, third = await filled(store, 3)
    await store.move([third, second], undone=True)
    assert (await store.done(), await store.undone()) == ([first], [second, third])
    await store.move([second], undone=False)
    assert (await store.done(), await store.undone()) == ([first, second], [third])


async def test_one_that_moves_is_remembered_as_given_and_without_changes_not_at_all(make: Make):
    store = await make()
    first, second = await filled(store, 2)
    other = replace(second, changes=(Change(second.path, b"mine", b"class A {}"),))
    await store.move([other, replace(first, changes=())], undone=True)
    assert (await store.done(), await store.undone()) == ([], [other])


async def test_a_push_forgets_what_is_undone(make: Make):
    store = await make()
    first, second = await filled(store, 2)
    await store.move([second], undone=True)
    await store.push(third := operation(3))
    assert (await store.done(), await store.undone()) == ([first, third], [])


async def test_changes_and_a_picture_are_added_to_what_is_there(make: Make):
    store = await make()
    (first,) = await filled(store, 1)
    more = Change("Assets/b.png", None, BINARY)
    await store.extend(first.operation_id, more)
    await store.illustrate(first.operation_id, b"webp")
    assert await store.done() == [
        replace(first, changes=(*first.changes, more), thumbnail=b"webp")
    ]


async def test_a_rollback_is_under_way_until_operations_move(make: Make):
    store = await make()
    first, second = await filled(store, 2)
    assert await store.rollback_begun() is None
    await store.begin_rollback(second.operation_id)
    await store.begin_rollback(first.operation_id)
    assert await store.rollback_begun() == first.operation_id
    await store.move([second], undone=True)
    assert await store.rollback_begun() is None


async def test_everything_can_be_replaced(make: Make):
    store = await make()
    await filled(store, 2)
    await store.begin_rollback(UUID(int=1))
    done, undone = [operation(7), operation(8)], [operation(9), operation(10)]
    await store.replace(done, undone)
    assert (await store.done(), await store.undone()) == (done, undone)
    assert await store.rollback_begun() is None


async def test_on_disk_all_of_it_outlives_the_process_that_made_it(tmp_path):
    store = await open_store(tmp_path)
    first, second = await filled(store, 2)
    await store.move([second], undone=True)
    await store.begin_rollback(first.operation_id)
    store.close()
    again, other = await open_store(tmp_path), await open_store(tmp_path, "s2")
    assert (await again.done(), await again.undone()) == ([first], [second])
    assert await again.rollback_begun() == first.operation_id
    assert (await other.done(), await other.undone()) == ([], [])
    assert await other.rollback_begun() is None
    again.close()
    other.close()
