"""Timers, histograms, counters and gauges."""

from __future__ import annotations

import pytest

from spark_nb.metrics import Metrics


@pytest.fixture
def metrics():
    return Metrics()


def test_a_timer_has_percentiles_of_its_newest_thousand_samples(metrics):
    for sample in range(2000):
        metrics.observe("unity.render_preview", sample)
    timer = metrics.snapshot()["timers"]["unity.render_preview"]
    assert timer == {"p50": 1499, "p95": 1949, "p99": 1989, "count": 2000}


def test_a_histogram_counts_all_samples_in_buckets_of_ten_milliseconds(metrics):
    for sample in (0.0, 9.999, 10.0, 25.0, 59_999.0, 60_000.0, 1e9):
        metrics.observe("t", sample)
    assert metrics.snapshot()["histograms"]["t"] == {0: 2, 10: 1, 20: 1, 59_990: 1, 60_000: 2}


def test_a_timer_counts_what_it_times_even_when_that_fails(metrics):
    with pytest.raises(KeyError), metrics.timer("t"):
        raise KeyError("x")
    timer = metrics.snapshot()["timers"]["t"]
    assert timer["count"] == 1
    assert timer["p50"] > 0


def test_counters_add_up_and_gauges_replace(metrics):
    metrics.count("calls")
    metrics.count("calls", 2)
    metrics.gauge("depth", 5)
    metrics.gauge("depth", 2)
    found = metrics.snapshot()
    assert (found["counters"], found["gauges"]) == ({"calls": 3}, {"depth": 2})


def test_a_snapshot_does_not_change_afterwards(metrics):
    metrics.observe("t", 1)
    before = metrics.snapshot()
    metrics.observe("t", 1)
    metrics.count("c")
    assert before["timers"]["t"]["count"] == 1
    assert before["histograms"]["t"] == {0: 1}
    assert before["counters"] == {}


def test_names_beyond_a_thousand_are_timed_together(metrics):
    for number in range(1005):
        metrics.observe(f"operation.level {number}", 1.0)
    metrics.observe("operation.level 0", 1.0)
    timers = metrics.snapshot()["timers"]
    assert len(timers) == 1001
    assert (timers["other"]["count"], timers["operation.level 0"]["count"]) == (5, 2)
