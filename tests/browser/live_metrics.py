"""A notebook's metrics panel over readings that are made here, without servers."""

from __future__ import annotations

READINGS = """\
import math
from spark_nb.metrics import Metrics
from spark_nb.widgets.metrics import MetricsPanel
from spark_nb.widgets.readings import reading

counts = {"now": 0}

def call_tools(metrics, at):
    for tool, ms in (("render_preview", 18), ("apply_patch", 42), ("run_build", 260)):
        for each in range(4):
            metrics.observe(f"unity.{tool}", ms * (1.3 + math.sin(at / 9 + each)))
    metrics.count("unity.apply_patch.failed", 3)

def source():
    metrics = Metrics()

    def read(at_ms):
        counts["now"] += 1
        at = counts["now"]
        call_tools(metrics, at)
        depths = {"unity.queue_depth": max(0, round(4 * math.sin(at / 20))),
                  "cv.queue_depth": 0, "events.queue_depth": 5 if at % 40 < 6 else 0}
        caches = {"cache.hits": 3 * at - 40 * (at // 60), "cache.misses": at}
        return reading(metrics.snapshot(), {**depths, **caches}, at_ms)
    return read"""

PANEL = """\
panel = MetricsPanel(source(), every_s=1.0)
minutes = source()
start = __import__("time").time() * 1000 - 240_000
panel._readings.extend(minutes(start + 1000 * second) for second in range(240))
panel"""
EMPTY = """\
idle = Metrics()
MetricsPanel(lambda at_ms: reading(idle.snapshot(), {"unity.queue_depth": 0}, at_ms))"""
BROKEN = """\
some = iter([reading(idle.snapshot(), {}, 1.0)])

def broken(at_ms):
    for known in some:
        return known
    raise ValueError("the gauges are gone")

MetricsPanel(broken)"""
