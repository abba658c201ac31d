from __future__ import annotations

from spark_nb.policy.batch import BatchQueue
from spark_nb.policy.byte_queue import ByteQueue


def test_adding_says_when_a_batch_is_due_at_another_time():
    queue = BatchQueue[int](size=3)
    assert [queue.add(item, 0.0) for item in range(5)] == [True, False, True, True, True]
    queue.take()
    assert queue.add(5, 0.0) is True


def test_a_batch_is_the_oldest_and_all_is_all():
    queue = BatchQueue[int](size=2)
    for item in range(5):
        queue.add(item, 0.0)
    assert (queue.take(), queue.take_all(), queue.take(), len(queue)) == ([0, 1], [2, 3, 4], [], 0)


def test_a_queue_is_crowded_when_half_full():
    queue = BatchQueue[int](capacity=4)
    found = []
    for item in range(3):
        queue.add(item, 0.0)
        found.append(queue.crowded)
    assert found == [False, True, True]


def test_the_newest_bytes_stay_up_to_a_limit_and_all_that_came_are_counted():
    queue = ByteQueue(max_bytes=10)
    for name in "abcd":
        queue.add(name, bytes(4))
    assert (len(queue), queue.added) == (2, 4)
    assert [name for name, _ in queue.take_all()] == ["c", "d"]
    assert (len(queue), queue.added) == (0, 4)
    queue.add("e", bytes(10))
    assert queue.take_all() == [("e", bytes(10))]


def test_one_alone_may_be_larger_than_the_limit():
    queue = ByteQueue(max_bytes=10)
    queue.add("small", bytes(4))
    queue.add("large", bytes(11))
    assert [name for name, _ in queue.take_all()] == ["large"]
