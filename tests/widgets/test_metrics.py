from __future__ import annotations

import asyncio

import pytest

from spark_nb.errors import RejectedError
from spark_nb.metrics import Metrics
from spark_nb.testing import RecordingComm
from spark_nb.widgets.metrics import MetricsPanel
from spark_nb.widgets.readings import reading

GAUGES = {"unity.queue_depth": 3.0, "rows.delayed": 1.0, "cache.hits": 4, "cache.misses": 2}


def some_calls():
    metrics = Metrics()
    for milliseconds in range(1, 101):
        metrics.observe("unity.render_preview", float(milliseconds))
    metrics.count("unity.render_preview.failed", 2)
    metrics.count("unity.render_preview.timed_out")
    metrics.count("unity.render_preview.cancelled", 5)
    metrics.observe("my own timer", 1.0)
    return metrics


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Source:
    """Readings whose time counts up, so that a test knows which it sees."""

    def __init__(self, metrics=None):
        self.metrics = metrics or Metrics()
        self.taken = 0
        self.news = asyncio.Event()

    async def until(self, taken):
        async with asyncio.timeout(20):
            while self.taken < taken:
                self.news = asyncio.Event()
                await self.news.wait()

    def __call__(self, at_ms):
        self.taken += 1
        self.news.set()
        return reading(self.metrics.snapshot(), GAUGES, self.taken)


@pytest.fixture
async def clock():
    return Clock()


@pytest.fixture
async def page():
    return RecordingComm()


@pytest.fixture
async def source():
    return Source(some_calls())


@pytest.fixture
async def panel(source, page, clock):
    made = MetricsPanel(source, every_s=0.001, clock=clock, comm=page)
    yield made
    await made.aclose()


def seen(page):
    return [each["at"] for message in page.messages for each in message["readings"]]


def test_a_reading_is_of_our_tools_with_their_errors():
    found = reading(some_calls().snapshot(), GAUGES, 17.0)
    assert found == {
        "at": 17.0,
        "tools": {"render_preview": [100, 3, 50.0, 95.0, 99.0]},
        "depths": {"unity": 3.0, "rows": 1.0},
        "hits": 4,
        "misses": 2,
    }


async def test_who_looks_gets_what_was_and_then_what_comes(panel, page):
    await page.until_status("live")
    assert page.messages == []
    page.tell({"kind": "look", "since": 0})
    await page.until(lambda: len(page.messages) > 3)
    assert seen(page) == list(range(1, len(seen(page)) + 1))
    assert page.messages[0]["styles"]["tools"]["render_preview"] == ["#009E73", "solid"]


async def test_who_looks_again_gets_only_what_is_new(panel, page):
    page.tell({"kind": "look"})
    await page.until(lambda: len(seen(page)) > 2)
    newest = panel.readings[-1]["at"]
    before = len(page.messages)
    page.tell({"kind": "look", "since": newest})
    assert page.messages[before]["readings"] == []


async def test_when_nobody_looks_nothing_is_sent_and_the_readings_go_on(
    panel, page, source, clock
):
    page.tell({"kind": "look"})
    await page.until(lambda: len(page.messages) > 1)
    clock.now = 60.0
    sent, taken = len(page.messages), source.taken
    await source.until(taken + 5)
    assert len(page.messages) == sent


async def test_five_minutes_are_kept(panel, source):
    await source.until(320)
    assert len(panel.readings) == 300
    assert panel.readings[-1]["at"] == source.taken


async def test_before_the_first_call_it_says_so(page, clock):
    source = Source()
    panel = MetricsPanel(source, every_s=0.001, clock=clock, comm=page)
    await page.until_status("empty")
    source.metrics.observe("unity.ocr", 1.0)  # no tool of Unity's
    source.metrics.observe("unity.run_build", 1.0)
    await page.until_status("live")
    await panel.aclose()


async def test_a_fault_in_a_reading_is_seen(page, clock, caplog):
    readings = iter([reading(Metrics().snapshot(), GAUGES, 1.0)])

    def broken(at_ms):
        for known in readings:
            return known
        raise ValueError("no gauges")

    faults = []
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, context: faults.append(context["exception"]))
    try:
        panel = MetricsPanel(broken, every_s=0.001, clock=clock, comm=page)
        await page.until_status("error")
    finally:
        loop.set_exception_handler(before)
    assert "no gauges" in page.state["words"]
    assert [str(fault) for fault in faults] == ["no gauges"]
    await panel.aclose()


@pytest.mark.parametrize(
    "content", [{"kind": "dance"}, {"kind": "look", "since": -1}, "look", None]
)
async def test_what_is_no_message_is_refused(panel, content):
    with pytest.raises(RejectedError, match="no message of a metrics panel"):
        panel.hear(content)


async def test_without_a_page_it_is_a_table(panel, outputs):
    panel._ipython_display_()
    static = outputs[1]["data"]
    assert "render_preview  100  3  50.0 ms  95.0 ms  99.0 ms" in static["text/plain"]
    assert "<td>render_preview</td><td>100</td>" in static["text/html"]


async def test_the_table_is_renewed_now_and_then(page, clock, outputs):
    metrics = Metrics()
    times = iter([0.0, 1000.0, 6000.0])

    def read(at_ms):
        at = next(times, 6000.0)
        metrics.observe("unity.run_build", 1.0)
        return reading(metrics.snapshot(), GAUGES, at)

    panel = MetricsPanel(read, every_s=0.001, clock=clock, comm=page)
    panel._ipython_display_()
    page.tell({"kind": "look"})
    await page.until(lambda: 6000.0 in seen(page))
    shown = [each["data"]["text/plain"] for each in outputs[1:]]
    assert [text.splitlines()[1] for text in shown] == [
        f"run_build  {count}  0  1.0 ms  1.0 ms  1.0 ms" for count in (1, 3)
    ]
    await panel.aclose()


async def test_without_calls_the_table_is_a_sentence(page, clock):
    panel = MetricsPanel(Source(), clock=clock, comm=page)
    assert panel.static().html == "<p>No calls yet.</p>"
    await panel.aclose()


async def test_closing_ends_the_readings(panel, source):
    await panel.aclose()
    taken = source.taken
    for _ in range(5):
        await asyncio.sleep(0)
    assert source.taken == taken
