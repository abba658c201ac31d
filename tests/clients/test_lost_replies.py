"""A real sandbox behind a proxy that loses requests and replies: no write lands twice."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.tools import TOOLS
from spark_nb.domain.unity import (
    ApplyPatch,
    AssetResult,
    GenerateScript,
    IngestAsset,
    PatchResult,
    RenderPreview,
    ScriptResult,
)
from spark_nb.errors import ConflictError, ServiceTimeout, ServiceUnavailable, SparkError
from tests.clients.guarded_unity import Unity, unity
from tests.proxy import CUTS, Fault, Proxy
from tests.sandbox import unity_scene
from tests.sandbox.process import Sandbox

PATCH, SCRIPT = TOOLS["apply_patch"], TOOLS["generate_script"]
INGEST, RENDER = TOOLS["ingest_asset"], TOOLS["render_preview"]
LOG = "Assets/Log.txt"
EVERY_CUT = pytest.mark.parametrize("fault", CUTS, ids=lambda fault: fault.name)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    running = Sandbox(tmp_path_factory.mktemp("sandbox"))
    scene = running.project / unity_scene.PATH
    scene.parent.mkdir(parents=True, exist_ok=True)
    scene.write_text(unity_scene.Scene().camera().text)
    yield running
    running.stop()
    running.listener.close()


@asynccontextmanager
async def losing(
    sandbox: Sandbox, *faults: Fault, seconds: float = 60
) -> AsyncIterator[tuple[Unity, Proxy]]:
    """Connect through a proxy whose ``faults`` strike tool calls, one each."""
    async with Proxy(sandbox.port, http=True) as proxy, unity(proxy.port, seconds=seconds) as u:
        await write_log(u, b"begin\n")
        proxy.only = b'"tools/call"'
        proxy.faults.extend(faults)
        yield u, proxy


async def write_log(service: Unity, content: bytes) -> None:
    request = IngestAsset(path=LOG, content=content, media_type="text/plain")
    await service.call(INGEST, request)


def told_of(proxy: Proxy, text: bytes) -> asyncio.Event:
    """Return what is set when a request with ``text`` passes."""
    passed = asyncio.Event()

    def watch(request: bytes) -> None:
        if text in request:
            passed.set()

    proxy.fault = watch
    return passed


def frame(**fields: object) -> RenderPreview:
    return RenderPreview(**{"scene": unity_scene.PATH, "width": 64, "height": 64} | fields)


def insert(line: str) -> ApplyPatch:
    """Return a patch that fits however often it has been applied."""
    head = f"--- a/{LOG}\n+++ b/{LOG}\n@@ -1 +1,2 @@\n begin\n"
    return ApplyPatch(path=LOG, patch=f"{head}+{line}\n")


def log_lines(sandbox: Sandbox) -> list[str]:
    return (sandbox.project / LOG).read_text().splitlines()


@EVERY_CUT
async def test_a_patch_lands_once_wherever_the_exchange_breaks(sandbox, fault):
    async with losing(sandbox, fault) as (service, proxy):
        await service.read_file(LOG)
        answer = await service.call(PATCH, insert("one"))
        assert proxy.struck == [fault]
    after = b"begin\none\n"
    assert (sandbox.project / LOG).read_bytes() == after
    assert isinstance(answer.result, PatchResult)
    assert answer.result.before_sha256 == content_sha256(b"begin\n")
    assert (answer.result.after_sha256, answer.result.hunks) == (content_sha256(after), 1)


@EVERY_CUT
async def test_a_script_is_there_wherever_the_exchange_breaks(sandbox, fault):
    path, code = f"Assets/{fault.name}.cs", "class A { }\n"
    async with losing(sandbox, fault) as (service, _):
        request = GenerateScript(name=fault.name, path=path, code=code)
        result = (await service.call(SCRIPT, request)).result
    assert isinstance(result, ScriptResult)
    assert (result.sha256, result.created) == (content_sha256(code.encode()), True)
    assert (sandbox.project / path).read_text() == code


@EVERY_CUT
async def test_an_asset_keeps_its_guid_wherever_the_exchange_breaks(sandbox, fault):
    path = f"Assets/{fault.name}.txt"
    async with losing(sandbox, fault) as (service, _):
        request = IngestAsset(path=path, content=b"hello", media_type="text/plain")
        result = (await service.call(INGEST, request)).result
    assert isinstance(result, AssetResult)
    assert f"guid: {result.guid}\n" in (sandbox.project / f"{path}.meta").read_text()
    assert (result.created, result.byte_length, result.kind) == (True, 5, "text")


@EVERY_CUT
async def test_a_frame_is_rendered_again(sandbox, fault):
    async with losing(sandbox, fault) as (service, _):
        answer = await service.call(RENDER, frame())
    assert answer.attempts == 2


async def test_what_breaks_breaks_one_call_alone(sandbox):
    """Nine others are under way on the same connection."""
    async with losing(sandbox) as (service, proxy):
        renders = [frame(time_s=second) for second in range(10)]
        proxy.fault = lambda request: Fault.MID_REPLY if b'"time_s":5.0' in request else None
        answers = await asyncio.gather(
            *[service.call(RENDER, request) for request in renders], return_exceptions=True
        )
    attempts = [getattr(answer, "attempts", None) for answer in answers]
    assert attempts == [1, 1, 1, 1, 1, 3, 1, 1, 1, 1]
    assert isinstance(answers[5], ServiceUnavailable)


@pytest.mark.parametrize("fault", [Fault.STALL, Fault.STALL_REQUEST], ids=lambda f: f.name)
async def test_a_stalled_patch_ends_in_time_and_lands_at_most_once(sandbox, fault):
    async with losing(sandbox, fault, seconds=1) as (service, proxy):
        await service.read_file(LOG)
        try:
            await service.call(PATCH, insert("one"))
            landed = True
        except ServiceTimeout as error:
            assert error.landed == "maybe"
            landed = False
        assert landed == (fault is Fault.STALL)
        proxy.resume()
        await service.call(PATCH, insert("two"))
    lines = log_lines(sandbox)
    assert (lines.count("one") <= 1, lines.count("two")) == (True, 1)
    assert not landed or "one" in lines


async def test_somebody_elses_write_is_a_conflict(sandbox):
    async with losing(sandbox, Fault.BEFORE_READ) as (service, _):
        await service.read_file(LOG)
        (sandbox.project / LOG).write_text("another begin\n")
        with pytest.raises(ConflictError) as caught:
            await service.call(PATCH, insert("one"))
    assert caught.value.actual == content_sha256(b"another begin\n")
    assert log_lines(sandbox) == ["another begin"]


async def test_a_patch_that_the_dead_server_had_read_is_sent_again(sandbox):
    """It lies in the server's socket, unread, when the server is killed; the next one starts."""
    async with losing(sandbox) as (service, proxy):
        await service.read_file(LOG)
        sandbox.process.send_signal(signal.SIGSTOP)
        sent = told_of(proxy, b"+one")
        call = asyncio.create_task(service.call(PATCH, insert("one")))
        await sent.wait()
        await asyncio.to_thread(sandbox.stop, signal.SIGKILL)
        sandbox.start()
        await call
    assert log_lines(sandbox) == ["begin", "one"]


async def test_calls_end_well_while_the_server_is_killed_under_them(sandbox):
    async with losing(sandbox) as (service, _):
        calls = [asyncio.create_task(_outcome(service, f"line {number}")) for number in range(10)]
        await calls[0]
        await asyncio.to_thread(sandbox.stop, signal.SIGKILL)
        sandbox.start()
        outcomes = dict(await asyncio.gather(*calls))
        await service.read_file(LOG)
    _check(log_lines(sandbox), outcomes)


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_lost_no_write_lands_twice(sandbox, seed):
    """Each call ends with its line in the file once, or with an error of ours."""
    dice = random.Random(seed)
    async with losing(sandbox, seconds=5) as (service, proxy):
        proxy.fault = lambda _: dice.choice(CUTS) if dice.random() < 0.3 else None
        outcomes = {}
        for number in range(40):
            line, error = await _outcome(service, f"line {number}")
            outcomes[line] = error
        proxy.fault = lambda _: None
    assert len(proxy.struck) > 10
    _check(log_lines(sandbox), outcomes)


async def _outcome(service: Unity, line: str) -> tuple[str, SparkError | None]:
    try:
        await service.call(PATCH, insert(line))
    except SparkError as error:
        return line, error
    return line, None


def _check(lines: list[str], outcomes: dict[str, SparkError | None]) -> None:
    twice = [line for line in outcomes if lines.count(line) > 1]
    missing = [line for line, error in outcomes.items() if error is None and line not in lines]
    assert (twice, missing) == ([], [])
    said_no = [
        line
        for line, error in outcomes.items()
        if getattr(error, "landed", None) == "no" and line in lines
    ]
    assert said_no == []


async def test_an_interrupted_call_that_waits_in_the_server_never_runs(sandbox):
    path = "Assets/Late.cs"
    async with losing(sandbox) as (service, proxy):
        await service.read_file(path)
        large = [frame(width=4096, height=4096, time_s=second) for second in range(4)]
        ahead = [asyncio.create_task(service.call(RENDER, request)) for request in large]
        sent = told_of(proxy, path.encode())
        script = GenerateScript(name="Late", path=path, code="class Late { }\n")
        late = asyncio.create_task(service.call(SCRIPT, script))
        await sent.wait()
        late.cancel()
        await asyncio.gather(*ahead)
        assert await service.read_file(path) is None
