from __future__ import annotations

import math

import pytest

from spark_nb.policy.batch import BatchQueue
from spark_nb.policy.preview_cache import PreviewCache
from spark_nb.policy.window import Window


def test_a_batch_is_due_when_full_or_old():
    queue = BatchQueue[int](size=3, max_age_seconds=0.1)
    assert queue.due_in(0.0) is None
    queue.add(1, 0.0)
    assert queue.due_in(0.0) == pytest.approx(0.1)
    assert queue.due_in(0.2) == 0.0
    queue.add(2, 0.0)
    queue.add(3, 0.0)
    assert queue.due_in(0.0) == 0.0
    assert (queue.take(), len(queue)) == ([1, 2, 3], 0)


def test_a_full_queue_drops_the_oldest_and_counts():
    queue = BatchQueue[int](size=10, capacity=3)
    for item in range(5):
        queue.add(item, 0.0)
    assert (queue.take(), queue.dropped) == ([2, 3, 4], 2)


def test_the_cache_forgets_by_age():
    cache = PreviewCache[str](ttl_seconds=10)
    cache.put("a", "picture", 1, now=0)
    assert cache.get("a", now=9.9) is not None
    assert cache.get("a", now=10.0) is None
    assert (cache.counts.hits, cache.counts.misses, len(cache)) == (1, 1, 0)


def test_the_cache_forgets_the_least_recently_used():
    cache = PreviewCache[str](entries=2)
    cache.put("a", "picture", 1, now=0)
    cache.put("b", "picture", 1, now=0)
    cache.get("a", now=0)
    cache.put("c", "picture", 1, now=0)
    assert [cache.get(key, now=0) is not None for key in "abc"] == [True, False, True]


def test_the_cache_is_bounded_in_bytes():
    cache = PreviewCache[str](max_bytes=100)
    cache.put("a", "picture", 60, now=0)
    cache.put("b", "picture", 60, now=0)
    cache.put("huge", "picture", 101, now=0)
    assert [cache.get(key, now=0) is not None for key in ("a", "b", "huge")] == [
        False,
        True,
        False,
    ]


def test_percentiles_are_of_the_newest_samples():
    window = Window(size=100)
    for value in range(1000):
        window.add(value)
    assert window.percentiles(0.5, 0.95, 0.99, 1.0) == [949, 994, 998, 999]
    assert window.count == 1000


def test_no_samples_have_no_percentile():
    assert math.isnan(Window().percentiles(0.5)[0])
