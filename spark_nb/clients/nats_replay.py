"""One pass over dead letters: those in files, or those on the broker, are sent again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing, suppress

from nats.errors import Error as NatsError
from nats.js.errors import ServerError
from pydantic import ValidationError

from spark_nb.clients.dead_letters import DeadLetterFiles, LetterFile
from spark_nb.clients.nats_acks import AckInbox
from spark_nb.clients.nats_client import BrokerClient
from spark_nb.clients.nats_connection import EVENTS
from spark_nb.clients.nats_delivery import bury, deliver, parcel
from spark_nb.clients.nats_landed import LandedEvents
from spark_nb.clients.nats_stream import Selection, read_stream
from spark_nb.domain.dead_letter import DeadLetter, Replay
from spark_nb.domain.event import DEAD_LETTERS
from spark_nb.errors import ServiceUnavailable
from spark_nb.ports import Clock

_CHUNK = 50


class ReplayPass:
    """Every method raises ServiceError when the broker does not do its part.

    What was sent by then is found in the stream by the next pass: no event is there twice.
    ``replayed`` is told how many went into the stream, as they do.
    """

    def __init__(
        self,
        client: BrokerClient,
        acks: AckInbox,
        clock: Clock,
        replayed: Callable[[int], None],
    ) -> None:
        self._client = client
        self._acks = acks
        self._clock = clock
        self._replayed = replayed
        self._landed = LandedEvents(client)

    async def files(self, files: DeadLetterFiles) -> Replay:
        total = Replay()
        for file in await asyncio.to_thread(files.claim):
            total = total.plus(await self._file(files, file))
        return total

    async def _file(self, files: DeadLetterFiles, file: LetterFile) -> Replay:
        """Send a file's events and delete it; those refused go to the broker's dead letters."""
        total, kept, unreadable = Replay(), list[DeadLetter](), list[bytes]()
        chunk = await asyncio.to_thread(file.read, 0, _CHUNK)
        while chunk.letters or chunk.unreadable:
            counts, refused = await self._send(chunk.letters)
            total = total.plus(counts)
            kept += await bury(self._acks, refused)
            unreadable += chunk.unreadable
            chunk = await asyncio.to_thread(file.read, chunk.end, _CHUNK)
        await asyncio.to_thread(files.settle, file, kept, unreadable)
        return total._replace(unreadable=len(unreadable))

    async def stream(self) -> Replay:
        """Send the events of the broker's dead letters, and delete the letters they were in."""
        total = Replay()
        letters: dict[int, DeadLetter] = {}
        selection = Selection(str(EVENTS.name), DEAD_LETTERS, follow=False)
        async with aclosing(read_stream(self._client, selection)) as messages:
            async for message in messages:
                try:
                    letter = DeadLetter.model_validate_json(message.data)
                except ValidationError:
                    total = total.plus(Replay(unreadable=1))
                    continue
                letters[message.metadata.sequence.stream] = letter
                if len(letters) == _CHUNK:
                    total = total.plus(await self._exhume(letters))
                    letters.clear()
        return total.plus(await self._exhume(letters))

    async def _exhume(self, letters: dict[int, DeadLetter]) -> Replay:
        counts, refused = await self._send(list(letters.values()))
        refused_ids = {letter.event.event_id for letter in refused}
        for sequence, letter in letters.items():
            if letter.event.event_id not in refused_ids:
                await self._delete(sequence)
        return counts

    async def _delete(self, sequence: int) -> None:
        try:
            with suppress(ServerError):  # somebody else did; and if not, the next replay does
                await self._client.jetstream().delete_msg(str(EVENTS.name), sequence)
        except (TimeoutError, NatsError) as error:
            raise _gone() from error

    async def _send(self, letters: Sequence[DeadLetter]) -> tuple[Replay, list[DeadLetter]]:
        """Return what became of the events, and new letters for those that were refused."""
        if not letters:
            return Replay(), []
        missing = await self._landed.missing([letter.event for letter in letters])
        delivery = await deliver(self._acks, [parcel(event) for event in missing])
        replayed = delivery.stored - delivery.duplicates
        self._replayed(replayed)
        if delivery.silent:
            raise _gone()
        refused = [lost.letter(self._clock.now()) for lost in delivery.refused]
        refused_ids = {letter.event.event_id for letter in refused}
        self._landed.add(event for event in missing if event.event_id not in refused_ids)
        landed = len(letters) - len(missing) + delivery.duplicates
        return Replay(replayed, landed, len(refused)), refused


def _gone() -> ServiceUnavailable:
    return ServiceUnavailable(
        "The broker went away while dead letters were replayed.",
        hint="They are kept, and replayed when it is back.",
    )
