"""Print as JSON: what an emit costs its caller, and events a second beside bare nats-py.

Both sides bring events of the same size into the stream, acknowledged, in windows of 50, on one
connection; nats-py gets its bytes ready-made, the publisher models that it has to write as JSON.
They take turns in one process, so that the machine treats them alike.
"""

from __future__ import annotations

import asyncio
import gc
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from spark_nb.clients.nats_client import BrokerClient
from spark_nb.clients.nats_publisher import NatsPublisher
from spark_nb.domain.event import Event
from tests.clients.broker import connected, make_events, publishing, running_broker

WINDOW = 50
EVENTS = 3_000
ROUNDS = 21
EMITS = 20_000
QUEUED = 500


class Pace(NamedTuple):
    """Seconds of the clock and of this process's CPU; of one event, once it is ``until_now``."""

    wall: float
    cpu: float

    @classmethod
    def now(cls) -> Pace:
        return cls(time.perf_counter(), time.process_time())

    def until_now(self, events: int) -> Pace:
        now = Pace.now()
        return Pace((now.wall - self.wall) / events, (now.cpu - self.cpu) / events)


def microseconds(samples: list[int], rank: float) -> float:
    return round(sorted(samples)[int(len(samples) * rank)] / 1000, 2)


def median_cpu(paces: list[Pace]) -> float:
    return statistics.median(pace.cpu for pace in paces)


def summary(paces: list[Pace]) -> dict[str, float]:
    return {
        "events_per_s": round(1 / statistics.median(pace.wall for pace in paces)),
        "cpu_us_per_event": round(median_cpu(paces) * 1e6, 1),
    }


async def emit_cost(publisher: NatsPublisher) -> dict[str, float]:
    """Time each emit under a load that never fills the queue."""
    samples = []
    for event in make_events(EMITS):
        began = time.perf_counter_ns()
        publisher.emit(event)
        samples.append(time.perf_counter_ns() - began)
        await until_room(publisher)
    return {f"p{rank * 100:g}_us": microseconds(samples, rank) for rank in (0.5, 0.99, 0.999)}


async def until_room(publisher: NatsPublisher) -> None:
    while publisher.queue_depth > QUEUED:  # noqa: ASYNC110 - a counter has no event
        await asyncio.sleep(0.001)


async def sustained(publisher: NatsPublisher, events: list[Event]) -> Pace:
    goal = publisher.stats().published + len(events)
    began = Pace.now()
    for event in events:
        publisher.emit(event)
        await until_room(publisher)
    while publisher.stats().published < goal:  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.001)
    return began.until_now(len(events))


async def bare(client: BrokerClient, events: list[Event]) -> Pace:
    messages = [
        (event.subject, event.model_dump_json().encode(), {"Nats-Msg-Id": str(event.event_id)})
        for event in events
    ]
    jetstream = client.jetstream()
    began = Pace.now()
    for start in range(0, len(messages), WINDOW):
        futures = [
            await jetstream.publish_async(subject, payload, headers=headers)
            for subject, payload, headers in messages[start : start + WINDOW]
        ]
        await asyncio.gather(*futures)
    return began.until_now(len(messages))


async def measure(folder: Path) -> dict[str, object]:
    async with (
        running_broker() as broker,
        connected(broker.url) as client,
        connected(broker.url) as other,
        publishing(client, folder) as publisher,
    ):
        await sustained(publisher, make_events(EVENTS))
        await bare(other, make_events(EVENTS))
        ours, theirs = [], []
        for _ in range(ROUNDS):
            gc.collect()
            ours.append(await sustained(publisher, make_events(EVENTS)))
            gc.collect()
            theirs.append(await bare(other, make_events(EVENTS)))
        rates = [t.wall / o.wall for o, t in zip(ours, theirs, strict=True)]
        return {
            "emit": await emit_cost(publisher),
            "publisher": summary(ours),
            "nats_py": summary(theirs),
            "rate_ratio": round(statistics.median(rates), 2),
            "rate_ratios": [round(rate, 2) for rate in rates],
            "cpu_ratio": round(median_cpu(ours) / median_cpu(theirs), 2),
            "dropped": publisher.stats().dropped,
        }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(asyncio.run(measure(Path(name))), indent=1))
