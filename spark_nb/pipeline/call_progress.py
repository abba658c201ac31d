"""How far a call is, told as events."""

from __future__ import annotations

from spark_nb.pipeline.call import Call
from spark_nb.policy.pauses import Pauses
from spark_nb.ports import Clock, EventSink, Progress

_MESSAGE_CHARACTERS = 200


class CallProgress:
    """An ``OnProgress`` for one call: four events a second at most.

    That it has begun is said by another event, so nothing done yet is not worth one.
    """

    def __init__(self, events: EventSink, clock: Clock, call: Call) -> None:
        self._events = events
        self._clock = clock
        self._call = call
        self._pauses = Pauses()

    def __call__(self, progress: Progress) -> None:
        if progress.done <= 0 or not self._pauses.over(self._clock.monotonic()):
            return
        message = (progress.message or "")[:_MESSAGE_CHARACTERS]
        event = self._call.event(
            "progress",
            self._clock.now(),
            done=progress.done,
            total=progress.total,
            message=message,
        )
        self._events.emit(event)
