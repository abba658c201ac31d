"""The way to one service: how often, how many at once, and whether at all just now.

One gate a service and event loop, shared by all sessions of the process: the limits are the
service's, and sessions take turns in it.
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from weakref import WeakValueDictionary

from spark_nb.errors import BreakerOpen, RateLimitedError
from spark_nb.policy.breaker import STATE_GAUGE, Breaker, State
from spark_nb.policy.fair_queue import FairQueue
from spark_nb.policy.rate_limit import RateLimits, Rates, Scope
from spark_nb.policy.service_limits import ServiceLimits
from spark_nb.ports import Clock

_VARIABLES: dict[Scope, str] = {
    "user": "SPARK_RATE_USER",
    "session": "SPARK_RATE_SESSION",
    "tool": "SPARK_RATE_TOOL",
}


class Gate:
    """Lets calls pass. Callers are named by session, so that each gets its turn."""

    def __init__(self, limits: ServiceLimits, rates: Rates, clock: Clock) -> None:
        self.limits = limits
        self._rates = RateLimits(rates)
        self._breaker = Breaker()
        self._queue: FairQueue[asyncio.Future[None]] = FairQueue(limits.calls_at_once)
        self._clock = clock

    def __repr__(self) -> str:
        return f"<Gate to the {self.limits.title}: {self._breaker!r}, {self._queue!r}>"

    @property
    def breaker_state(self) -> State:
        return self._breaker.state

    def gauges(self) -> dict[str, float]:
        """Return what is worth a row every few seconds; a breaker's number grows with trouble."""
        return {
            "breaker": STATE_GAUGE[self._breaker.state],
            "running": float(self._queue.running),
            "queue_depth": float(len(self._queue)),
        }

    async def admit(self, user: str, session: str, tool: str) -> None:
        """Wait until the rate limits allow the call. Raises RateLimitedError when that is long."""
        verdict = self._rates.take(user, session, tool, self._clock.monotonic())
        if not verdict.granted:
            raise RateLimitedError(
                f"Too many calls of this {verdict.scope}.",
                retry_after_seconds=verdict.wait_seconds,
                hint=f"Call again in {verdict.wait_seconds:.1f} s, "
                f"or raise {_VARIABLES[verdict.scope]}.",
            )
        if verdict.wait_seconds:
            await asyncio.sleep(verdict.wait_seconds)

    def slot(self, session: str) -> Slot:
        """Return the place a call takes while it is under way; use as ``async with``."""
        return Slot(self._queue, session)

    def permit(self) -> int:
        """Return the breaker's pass. Raises BreakerOpen."""
        now = self._clock.monotonic()
        permit = self._breaker.enter(now)
        if permit is not None:
            return permit
        seconds = self._breaker.retry_in(now)
        raise BreakerOpen(
            f"The {self.limits.title} failed several times in a row; nothing was sent.",
            retry_after_seconds=seconds,
            landed="no",
            hint=f"It is asked again in {seconds:.1f} s; see spark-nb status.",
        )

    def answered(self, permit: int) -> None:
        self._breaker.succeeded(permit)

    def failed(self, permit: int) -> None:
        self._breaker.failed(permit, self._clock.monotonic())

    def withdrawn(self, permit: int) -> None:
        self._breaker.withdrawn(permit)


class Slot:
    """One of the calls that may be under way at once. A cancelled wait leaves no trace."""

    __slots__ = ("_queue", "_session")

    def __init__(self, queue: FairQueue[asyncio.Future[None]], session: str) -> None:
        self._queue = queue
        self._session = session

    async def __aenter__(self) -> None:
        if self._queue.enter():
            return
        ticket = asyncio.get_running_loop().create_future()
        self._queue.wait(self._session, ticket)
        try:
            await ticket
        except asyncio.CancelledError:
            self._queue.withdraw(self._session, ticket)
            if not ticket.cancelled():  # the slot was ours already
                self._pass_on()
            raise

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        ticket = self._queue.leave()
        while ticket is not None and ticket.done():  # cancelled, and about to withdraw
            ticket = self._queue.leave()
        if ticket is not None:
            ticket.set_result(None)


_gates: WeakValueDictionary[tuple[object, ...], Gate] = WeakValueDictionary()


def shared_gate(address: str, limits: ServiceLimits, rates: Rates, clock: Clock) -> Gate:
    """Return the gate that this event loop's sessions share; it goes with the last of them."""
    key = (asyncio.get_running_loop(), address, limits, rates)
    gate = _gates.get(key)
    if gate is None:
        gate = _gates[key] = Gate(limits, rates, clock)
    return gate
