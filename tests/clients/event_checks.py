"""What holds for every ``EventSink``: the real one, and the fake that stands in for it."""

from __future__ import annotations

from typing import Protocol

from spark_nb.domain.event import Event
from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.ports import EventSink
from tests.clients.broker import ids, make_event, make_events


class SinkRig(Protocol):
    """A sink, and the broker behind it."""

    @property
    def sink(self) -> EventSink: ...

    async def arrived(self, count: int) -> list[Event]:
        """Return all events of the session ``s1`` once there are ``count``."""
        ...

    async def frame(self, frame_ref: str) -> bytes | None:
        """Return the bytes the broker has under this name."""
        ...

    async def go_away(self) -> None: ...

    async def come_back(self) -> None: ...


def make_frame(data: bytes) -> Frame:
    return Frame(frame_ref=frame_ref(data), format="png", width=1, height=1, data=data, time_s=0.0)


def as_sent(events: list[Event]) -> list[Event]:
    return [Event.model_validate_json(event.model_dump_json()) for event in events]


async def check_events_arrive_in_order(rig: SinkRig) -> None:
    events = make_events(120)
    for event in events:
        rig.sink.emit(event)
    assert as_sent(await rig.arrived(120)) == as_sent(events)
    assert (rig.sink.connected, rig.sink.queue_depth) == (True, 0)


async def check_what_is_emitted_twice_arrives_once(rig: SinkRig) -> None:
    events = make_events(3)
    for event in [*events, *events]:
        rig.sink.emit(event)
    rig.sink.emit(last := make_event())
    assert ids(await rig.arrived(4)) == ids([*events, last])


async def check_a_frame_is_there_when_its_event_arrives(rig: SinkRig) -> None:
    frame = make_frame(b"picture" * 5000)
    rig.sink.emit_frame("s1", frame)
    rig.sink.emit(make_event(state="frame", frame_ref=frame.frame_ref))
    (event,) = await rig.arrived(1)
    assert await rig.frame(event.data["frame_ref"]) == frame.data


async def check_events_wait_for_a_broker_that_is_away(rig: SinkRig) -> None:
    events = make_events(9)
    for event in events[:3]:
        rig.sink.emit(event)
    await rig.arrived(3)
    await rig.go_away()
    for event in events[2:6]:  # the third is emitted again
        rig.sink.emit(event)
    assert rig.sink.connected is False
    await rig.come_back()
    assert ids(await rig.arrived(6)) == ids(events[:6])
    assert rig.sink.connected is True
    for event in events[6:]:
        rig.sink.emit(event)
    assert ids(await rig.arrived(9)) == ids(events)


async def check_a_frame_for_a_broker_that_is_away_is_dropped(rig: SinkRig) -> None:
    frame = make_frame(b"picture")
    await rig.go_away()
    rig.sink.emit_frame("s1", frame)
    rig.sink.emit(make_event(state="frame", frame_ref=frame.frame_ref))
    await rig.come_back()
    (event,) = await rig.arrived(1)
    assert await rig.frame(event.data["frame_ref"]) is None


CHECKS = [check for name, check in list(globals().items()) if name.startswith("check_")]
