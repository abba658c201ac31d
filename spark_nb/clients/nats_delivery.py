"""Events to the stream: sent, tried again, and sorted by what became of them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeAlias

from spark_nb.clients.nats_acks import AckInbox, Message, Outcome, Refusal, Stored
from spark_nb.domain.dead_letter import DeadLetter
from spark_nb.domain.event import DEAD_LETTERS, Event
from spark_nb.policy.retry import ATTEMPTS, backoff_seconds

Parcel: TypeAlias = tuple[Event, Message]


class Undelivered(NamedTuple):
    """``reason`` is the broker's, after ``attempts``."""

    event: Event
    reason: str
    attempts: int

    def letter(self, at: datetime) -> DeadLetter:
        return DeadLetter(event=self.event, reason=self.reason, attempts=self.attempts, at=at)


@dataclass(slots=True)
class Delivery:
    """``refused`` are surely not in the stream, ``silent`` may be.

    ``stored`` counts ``duplicates`` too; ``failures`` counts attempts, one for each event that
    they did not bring there.
    """

    stored: int = 0
    duplicates: int = 0
    failures: int = 0
    refused: list[Undelivered] = field(default_factory=list)
    silent: list[Undelivered] = field(default_factory=list)

    def settle(
        self, parcels: Sequence[Parcel], outcomes: Sequence[Outcome], attempt: int, patient: bool
    ) -> list[Parcel]:
        """Sort what an attempt came to, and return what may be tried again."""
        again = []
        last = attempt == ATTEMPTS
        for parcel, outcome in zip(parcels, outcomes, strict=True):
            match outcome:
                case Stored(duplicate):
                    self.stored += 1
                    self.duplicates += duplicate
                case Refusal(reason, final) if final or last:
                    self.refused.append(Undelivered(parcel[0], reason, attempt))
                case None if last or not patient:
                    reason = "the broker did not answer"
                    self.silent.append(Undelivered(parcel[0], reason, attempt))
                case _:
                    again.append(parcel)
        self.failures += sum(not isinstance(outcome, Stored) for outcome in outcomes)
        return again


def parcel(event: Event) -> Parcel:
    """Raises ValueError when ``data`` holds what JSON cannot."""
    payload = event.model_dump_json().encode()
    return event, Message(event.subject, payload, str(event.event_id))


async def deliver(acks: AckInbox, parcels: Sequence[Parcel], *, patient: bool = True) -> Delivery:
    """Bring events into the stream, with pauses between attempts; after silence if ``patient``."""
    delivery = Delivery()
    for attempt in range(1, ATTEMPTS + 1):
        outcomes = await acks.publish([message for _, message in parcels])
        parcels = delivery.settle(parcels, outcomes, attempt, patient)
        if not parcels:
            break
        await asyncio.sleep(backoff_seconds(attempt, random.random))
    return delivery


async def bury(acks: AckInbox, letters: Sequence[DeadLetter]) -> list[DeadLetter]:
    """Publish dead letters; return those that the broker did not take."""
    messages = [
        Message(DEAD_LETTERS, letter.model_dump_json().encode(), f"dlq-{letter.event.event_id}")
        for letter in letters
    ]
    outcomes = await acks.publish(messages)
    pairs = zip(letters, outcomes, strict=True)
    return [letter for letter, outcome in pairs if not isinstance(outcome, Stored)]
