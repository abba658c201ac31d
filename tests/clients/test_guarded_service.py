"""The guard around an adapter that fails as it is told."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from spark_nb.clients.gate import Gate, shared_gate
from spark_nb.clients.guarded_service import GuardedService
from spark_nb.domain.byte_size import MIB
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.tools import TOOLS
from spark_nb.domain.unity import ApplyPatch, PatchResult, ScriptResult
from spark_nb.errors import (
    AuthError,
    BreakerOpen,
    ConflictError,
    EngineAway,
    RateLimitedError,
    RejectedError,
    ServiceError,
    ServiceTimeout,
    ServiceUnavailable,
    SparkError,
    ToolError,
)
from spark_nb.policy.rate_limit import Rates
from spark_nb.policy.service_limits import SERVICE_LIMITS, ServiceLimits
from spark_nb.testing import FakeClock, FolderService

PATH = "Assets/A.cs"
UNITY = SERVICE_LIMITS["unity"]
NO_RATES = Rates(user=0, session=0, tool=0)
RENDER, PATCH = TOOLS["render_preview"], TOOLS["apply_patch"]
SCRIPT, INGEST = TOOLS["generate_script"], TOOLS["ingest_asset"]
INSERT = f"--- a/{PATH}\n+++ b/{PATH}\n@@ -1 +1,2 @@\n class A {{ }}\n+// more\n"


def away() -> ServiceUnavailable:
    return ServiceUnavailable("away", landed="no")


def lost() -> ServiceUnavailable:
    return ServiceUnavailable("lost")


class Rig:
    """Sessions over one adapter and one gate."""

    def __init__(
        self, *, rates: Rates = NO_RATES, limits: ServiceLimits = UNITY, seconds: float = 60
    ) -> None:
        self.service = FolderService()
        self.service.files[PATH] = b"class A { }\n"
        self.clock = FakeClock()
        self.gate = Gate(replace(limits, timeout_seconds=seconds), rates, self.clock)
        self.guarded = self.session("s1")

    def session(self, name: str) -> GuardedService:
        return GuardedService(
            self.service, self.gate, session_id=name, user_id="ada", clock=self.clock
        )

    async def render(self, session: GuardedService | None = None):
        return await (session or self.guarded).call(RENDER, RENDER.request(width=16, height=16))

    async def insert(self):
        return await self.guarded.call(PATCH, ApplyPatch(path=PATH, patch=INSERT))

    async def write(self, code: str = "class A { int a; }\n"):
        return await self.guarded.call(SCRIPT, SCRIPT.request(name="A", path=PATH, code=code))

    async def fails(self, call) -> SparkError:
        with pytest.raises(SparkError) as caught:
            await call
        return caught.value

    async def break_it(self, failures: int = 5) -> None:
        while failures > 0:
            self.service.fail_with = [away(), away(), away()]
            error = await self.fails(self.render())
            failures -= error.attempts
        self.service.fail_with = []


@pytest.fixture
async def rig() -> Rig:
    return Rig()


async def held(rig: Rig, *calls) -> list[asyncio.Task]:
    """Start calls one after the other while the service holds them."""
    rig.service.flowing.clear()
    tasks = []
    for call in calls:
        tasks.append(asyncio.create_task(call))
        await asyncio.sleep(0)
    return tasks


async def cancelled(task: asyncio.Task) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


class TestAttempts:
    async def test_one_is_enough_when_it_works(self, rig):
        assert (await rig.render()).attempts == 1

    async def test_what_passes_is_tried_again(self, rig):
        rig.service.fail_with = [away(), lost()]
        assert (await rig.render()).attempts == 3

    async def test_three_are_the_limit(self, rig):
        rig.service.fail_with = [away() for _ in range(9)]
        error = await rig.fails(rig.render())
        assert (type(error), error.attempts, len(rig.service.calls)) == (ServiceUnavailable, 3, 3)

    @pytest.mark.parametrize(
        "error",
        [
            ToolError("no", code="no"),
            ConflictError("changed", path=PATH, expected=None, actual=None),
            RejectedError("too large", field="code"),
            AuthError("who?"),
            ServiceError("nonsense"),
            ServiceTimeout("slow"),
        ],
        ids=lambda error: type(error).__name__,
    )
    async def test_an_answer_is_an_answer(self, rig, error):
        rig.service.fail_with = [error]
        found = await rig.fails(rig.render())
        assert (found, found.attempts, rig.service.calls) == (error, 1, ["render_preview"])

    @pytest.mark.parametrize(
        "error",
        [
            ToolError("compiles", code="busy", retry_after_seconds=0.01),
            RateLimitedError("slower", retry_after_seconds=0.01),
        ],
        ids=lambda error: type(error).__name__,
    )
    async def test_a_server_that_says_later_is_asked_later(self, rig, error):
        rig.service.fail_with = [error]
        assert (await rig.render()).attempts == 2

    async def test_a_later_that_is_too_late_is_told_at_once(self, rig):
        rig.service.fail_with = [ServiceUnavailable("later", retry_after_seconds=61)]
        error = await rig.fails(rig.render())
        assert isinstance(error, ServiceUnavailable)
        assert (error.retry_after_seconds, error.attempts) == (61, 1)

    async def test_reads_and_revisions_are_tried_again_too(self, rig):
        rig.service.reads_fail_with = [away(), lost()]
        assert await rig.guarded.read_file(PATH) == b"class A { }\n"
        assert await rig.guarded.revision() == await rig.service.revision()


class TestTime:
    async def test_no_answer_in_time_says_the_limit_and_what_to_look_at(self):
        rig = Rig(seconds=0.05)
        rig.service.flowing.clear()
        error = await rig.fails(rig.render())
        assert str(error) == (
            "The Unity server did not answer within 0.05 s. "
            "See whether Unity compiles or shows a dialog, then call again."
        )
        assert isinstance(error, ServiceTimeout)
        assert (error.landed, error.attempts, len(rig.service.calls)) == ("maybe", 1, 1)

    async def test_a_write_without_an_answer_is_not_sent_again(self):
        """It is not in the file yet; but who knows where it is."""
        rig = Rig(seconds=0.05)
        rig.service.flowing.clear()
        error = await rig.fails(rig.insert())
        assert (type(error), rig.service.calls) == (ServiceTimeout, ["apply_patch"])

    async def test_a_write_that_landed_without_an_answer_in_time_succeeds(self):
        rig = Rig(seconds=0.05)
        rig.service.lose_with = [ServiceTimeout("slow")]
        answer = await rig.insert()
        assert isinstance(answer.result, PatchResult)
        assert rig.service.files[PATH] == b"class A { }\n// more\n"


class TestWrites:
    async def test_one_whose_reply_was_lost_is_found_in_the_file(self, rig):
        before = content_sha256(rig.service.files[PATH])
        rig.service.lose_with = [lost()]
        answer = await rig.insert()
        after = content_sha256(b"class A { }\n// more\n")
        assert answer.result == PatchResult(
            path=PATH, before_sha256=before, after_sha256=after, hunks=1
        )
        assert (rig.service.calls, answer.attempts) == (["apply_patch"], 1)

    async def test_one_that_is_not_there_is_sent_again(self, rig):
        rig.service.fail_with = [lost()]
        answer = await rig.insert()
        assert rig.service.files[PATH] == b"class A { }\n// more\n"
        assert (rig.service.calls, answer.attempts) == (["apply_patch"] * 2, 2)

    async def test_one_that_was_never_sent_is_sent_again_without_a_look(self, rig):
        rig.service.fail_with = [away()]
        await rig.guarded.read_file(PATH)
        rig.service.reads_fail_with = [AuthError("no more reading")]
        assert (await rig.insert()).attempts == 2

    async def test_somebody_elses_file_is_a_conflict(self, rig):
        await rig.guarded.read_file(PATH)
        before = content_sha256(rig.service.files[PATH])
        rig.service.fail_with = [lost()]
        rig.service.files[PATH] = b"class B { }\n"
        error = await rig.fails(rig.insert())
        assert isinstance(error, ConflictError)
        actual = content_sha256(b"class B { }\n")
        assert (error.expected, error.actual, error.attempts) == (before, actual, 1)
        assert str(error) == (
            f"The reply was lost, and {PATH} was changed by somebody else since. "
            "Look at the file, then call again."
        )

    async def test_one_that_comes_after_all_does_not_land_twice(self, rig):
        """The first attempt lands between our look and the second attempt."""
        await rig.guarded.read_file(PATH)
        rig.service.fail_with = [lost()]

        class Late(FolderService):
            async def read_file(self, path: str) -> bytes | None:
                seen = await super().read_file(path)
                self.files[PATH] = b"class A { }\n// more\n"
                return seen

        rig.service.__class__ = Late
        answer = await rig.insert()
        assert rig.service.files[PATH] == b"class A { }\n// more\n"
        assert (rig.service.calls, answer.attempts) == (["apply_patch"] * 2, 2)

    async def test_a_server_that_does_not_tell_leaves_it_open(self, rig):
        await rig.guarded.read_file(PATH)
        rig.service.lose_with = [lost()]
        rig.service.reads_fail_with = [AuthError("no more reading")]
        error = await rig.fails(rig.insert())
        assert isinstance(error, ServiceUnavailable)
        assert (error.message, error.landed, error.attempts) == ("lost", "maybe", 1)

    async def test_a_refusal_of_the_next_attempt_does_not_close_it(self, rig):
        """What refuses the second attempt may be the first one, landed."""
        await rig.guarded.read_file(PATH)
        conflict = ConflictError("changed", path=PATH, expected=None, actual=None)
        rig.service.fail_with = [lost(), conflict]

        class TellsOnce(FolderService):
            async def read_file(self, path: str) -> bytes | None:
                seen = await super().read_file(path)
                self.reads_fail_with = [AuthError("no more reading")]
                return seen

        rig.service.__class__ = TellsOnce
        error = await rig.fails(rig.insert())
        assert isinstance(error, ServiceUnavailable)
        assert (error.message, error.landed, error.attempts) == ("lost", "maybe", 2)

    async def test_doubt_about_one_attempt_stays_through_the_next(self, rig):
        rig.service.fail_with = [lost(), away(), away()]
        error = await rig.fails(rig.insert())
        assert isinstance(error, ServiceError)
        assert (error.message, error.landed, error.attempts) == ("away", "maybe", 3)

    async def test_one_whose_file_cannot_be_read_is_not_sent(self, rig):
        rig.service.reads_fail_with = [lost(), lost(), lost()]
        error = await rig.fails(rig.insert())
        assert isinstance(error, ServiceError)
        assert (error.landed, rig.service.calls) == ("no", [])

    async def test_the_file_is_looked_for_until_the_server_is_back(self, rig):
        await rig.guarded.read_file(PATH)
        rig.service.lose_with = [lost()]
        rig.service.reads_fail_with = [away(), away(), away(), away()]
        assert (await rig.insert()).attempts == 1

    async def test_nobody_having_looked_at_the_file_the_guard_does(self, rig):
        rig.service.reads_fail_with = [away()]
        rig.service.lose_with = [lost()]
        answer = await rig.write("class A { int b; }\n")
        assert isinstance(answer.result, ScriptResult)
        assert answer.result.created is False

    async def test_what_was_seen_before_the_last_write_counts_no_more(self, rig):
        await rig.guarded.read_file(PATH)
        await rig.write("class A { int b; }\n")
        rig.service.fail_with = [lost()]
        assert (await rig.write("class A { int c; }\n")).attempts == 2
        assert rig.service.files[PATH] == b"class A { int c; }\n"


class TestQueueTime:
    async def test_an_answer_says_how_long_the_call_waited_for_a_slot(self, rig):
        *_, waiting = await held(rig, *(rig.render() for _ in range(11)))
        rig.clock.advance(2)
        rig.service.flowing.set()
        assert (await waiting).queue_ms == 2000

    async def test_an_error_says_it_too(self, rig):
        *first, waiting = await held(rig, *(rig.render() for _ in range(11)))
        rig.clock.advance(3)
        rig.service.fail_with = [ToolError("no", code="no") for _ in range(11)]
        rig.service.flowing.set()
        errors = [await rig.fails(call) for call in (*first, waiting)]
        assert [error.queue_ms for error in errors] == [0.0] * 10 + [3000]


class TestBreaker:
    async def test_it_opens_and_then_nothing_is_sent(self, rig):
        await rig.break_it()
        sent = len(rig.service.calls)
        error = await rig.fails(rig.render())
        assert isinstance(error, BreakerOpen)
        assert (error.attempts, error.landed, len(rig.service.calls)) == (0, "no", sent)
        assert str(error) == (
            "The Unity server failed several times in a row; nothing was sent. "
            "It is asked again in 1.0 s; see spark-nb status."
        )
        assert error.retry_after_seconds == 1.0

    async def test_one_probe_closes_it(self, rig):
        await rig.break_it()
        rig.clock.advance(1)
        tasks = await held(rig, rig.render(), rig.render())
        assert rig.gate.breaker_state == "half_open"
        assert isinstance(await rig.fails(tasks[1]), ServiceUnavailable)
        rig.service.flowing.set()
        await tasks[0]
        assert rig.gate.breaker_state == "closed"

    async def test_an_interrupted_probe_leaves_it_to_the_next(self, rig):
        await rig.break_it()
        rig.clock.advance(1)
        (probe,) = await held(rig, rig.render())
        await cancelled(probe)
        rig.service.flowing.set()
        await rig.render()
        assert rig.gate.breaker_state == "closed"

    async def test_times_without_answer_count(self):
        rig = Rig(seconds=0.01)
        rig.service.flowing.clear()
        for _ in range(5):
            await rig.fails(rig.render())
        assert rig.gate.breaker_state == "open"

    @pytest.mark.parametrize(
        "error",
        [
            lambda: ToolError("no", code="no"),
            lambda: ConflictError("changed", path=PATH, expected=None, actual=None),
            lambda: RejectedError("too large", field="code"),
            lambda: AuthError("who?"),
            lambda: ServiceError("nonsense"),
        ],
    )
    async def test_answers_do_not_count(self, rig, error):
        for _ in range(20):
            rig.service.fail_with = [error()]
            await rig.fails(rig.render())
        assert rig.gate.breaker_state == "closed"

    async def test_interrupted_calls_do_not_count(self, rig):
        for task in await held(rig, *[rig.render() for _ in range(10)]):
            await cancelled(task)
        assert rig.gate.breaker_state == "closed"

    async def test_the_attempt_that_opens_it_is_the_last(self, rig):
        await rig.break_it(3)
        rig.service.fail_with = [away() for _ in range(3)]
        error = await rig.fails(rig.render())
        assert (error.message, error.attempts) == ("away", 2)


class TestTurns:
    async def test_ten_run_at_once(self, rig):
        tasks = await held(rig, *[rig.render() for _ in range(25)])
        assert rig.gate.gauges() == {"breaker": 0, "running": 10, "queue_depth": 15}
        rig.service.flowing.set()
        await asyncio.gather(*tasks)
        assert rig.gate.gauges() == {"breaker": 0, "running": 0, "queue_depth": 0}

    async def test_a_busy_session_does_not_keep_another_waiting(self, rig):
        calm, order = rig.session("s2"), []

        async def call(name: str, session: GuardedService) -> None:
            await rig.render(session)
            order.append(name)

        busy = [call("busy", rig.guarded) for _ in range(30)]
        tasks = await held(rig, *busy, call("calm", calm))
        rig.service.flowing.set()
        await asyncio.gather(*tasks)
        assert order.index("calm") <= 11

    async def test_a_cancelled_wait_leaves_no_trace(self, rig):
        tasks = await held(rig, *[rig.render() for _ in range(12)])
        await cancelled(tasks[10])
        assert rig.gate.gauges()["queue_depth"] == 1
        rig.service.flowing.set()
        await asyncio.gather(*tasks[:10], tasks[11])
        assert rig.gate.gauges()["running"] == 0

    async def test_a_cancelled_call_frees_its_slot(self, rig):
        tasks = await held(rig, *[rig.render() for _ in range(11)])
        await cancelled(tasks[0])
        await asyncio.sleep(0)
        assert (len(rig.service.calls), rig.gate.gauges()["queue_depth"]) == (11, 0)
        rig.service.flowing.set()
        await asyncio.gather(*tasks[1:])
        assert rig.gate.gauges()["running"] == 0

    async def test_a_cancelled_wait_is_passed_over(self, rig):
        tasks = await held(rig, *[rig.render() for _ in range(12)])
        tasks[0].cancel()
        tasks[10].cancel()  # its ticket is void at once, and still in the queue
        await asyncio.gather(tasks[0], tasks[10], return_exceptions=True)
        rig.service.flowing.set()
        await asyncio.gather(*tasks[1:10], tasks[11])
        assert rig.gate.gauges() == {"breaker": 0, "running": 0, "queue_depth": 0}

    async def test_a_slot_goes_on_when_its_new_owner_is_cancelled_at_once(self, rig):
        tasks = await held(rig, *[rig.render() for _ in range(12)])
        tasks[0].cancel()
        await asyncio.sleep(0)  # now the eleventh has the slot, and does not know it yet
        assert not tasks[10].done()
        await cancelled(tasks[10])
        rig.service.flowing.set()
        await asyncio.gather(*tasks[1:10], tasks[11])
        assert rig.gate.gauges() == {"breaker": 0, "running": 0, "queue_depth": 0}


class TestRates:
    async def test_too_many_calls_are_told_when_to_come_back(self):
        rig = Rig(rates=Rates(user=0, session=0, tool=0.1))
        await rig.render()
        error = await rig.fails(rig.render())
        assert isinstance(error, RateLimitedError)
        assert (error.retry_after_seconds, len(rig.service.calls)) == (10, 1)
        assert str(error) == (
            "Too many calls of this tool. Call again in 10.0 s, or raise SPARK_RATE_TOOL."
        )

    async def test_a_short_wait_is_waited(self):
        rig = Rig(rates=Rates(user=0, session=0, tool=50))
        answers = await asyncio.gather(*[rig.render() for _ in range(104)])
        assert len(answers) == 104

    async def test_sessions_share_what_the_user_has(self):
        rig = Rig(rates=Rates(user=0.1, session=0, tool=0))
        await rig.render()
        rig.clock.advance(0.1)
        error = await rig.fails(rig.render(rig.session("s2")))
        assert "SPARK_RATE_USER" in str(error)


async def test_a_request_that_is_too_large_is_not_sent():
    rig = Rig(limits=replace(UNITY, request_bytes=MIB))
    content = b"x" * MIB
    asset = INGEST.request(path="Assets/a.txt", content=content, media_type="text/plain")
    error = await rig.fails(rig.guarded.call(INGEST, asset))
    assert isinstance(error, RejectedError)
    assert str(error) == "The request is 1.3 MiB; the limit is 1 MiB. Send less at once."
    assert (error.limit, rig.service.calls) == (MIB, [])


async def test_the_largest_asset_is_not_too_large(rig):
    content = b"x" * (10 * MIB)
    asset = INGEST.request(path="Assets/a.txt", content=content, media_type="text/plain")
    assert (await rig.guarded.call(INGEST, asset)).attempts == 1


async def test_progress_reaches_the_adapter(rig):
    seen = []

    class Reporting(FolderService):
        async def call(self, tool, request, on_progress=None):
            on_progress("half")
            return await super().call(tool, request)

    rig.service.__class__ = Reporting
    await rig.guarded.call(RENDER, RENDER.request(width=16, height=16), seen.append)
    assert seen == ["half"]


async def test_sessions_of_one_service_share_a_gate():
    clock = FakeClock()
    one = shared_gate("http://one", UNITY, NO_RATES, clock)
    assert shared_gate("http://one", UNITY, NO_RATES, clock) is one
    assert shared_gate("http://two", UNITY, NO_RATES, clock) is not one


def test_event_loops_share_nothing():
    async def gate() -> Gate:
        return shared_gate("http://one", UNITY, NO_RATES, FakeClock())

    assert asyncio.run(gate()) is not asyncio.run(gate())


async def test_an_engine_that_is_away_behind_its_server_does_not_open_the_breaker(rig):
    for _ in range(5):
        rig.service.fail_with = [EngineAway("Unity has left.", landed="no") for _ in range(3)]
        assert isinstance(await rig.fails(rig.render()), EngineAway)
    assert rig.gate.breaker_state == "closed"
