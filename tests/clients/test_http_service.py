"""The vision and speech services over HTTP: a real server, a scripted one, and a bad wire."""

from __future__ import annotations

import asyncio
import gzip
import inspect
import re
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import BytesParser
from email.utils import format_datetime
from urllib.parse import urlsplit

import httpx2
import pytest
from pydantic import SecretStr

from spark_nb.clients.gate import Gate
from spark_nb.clients.guarded_service import GuardedService
from spark_nb.clients.http_failure import driver_error
from spark_nb.clients.http_service import WORDS, HttpService, UnsetService
from spark_nb.clients.system_clock import SystemClock
from spark_nb.domain.byte_size import MIB
from spark_nb.domain.request import FileRequest
from spark_nb.domain.tools import TOOLS
from spark_nb.errors import (
    AuthError,
    RateLimitedError,
    ServiceError,
    ServiceTimeout,
    ServiceUnavailable,
    SetupError,
    SparkError,
    ToolError,
)
from spark_nb.policy.rate_limit import Rates
from spark_nb.policy.service_limits import SERVICE_LIMITS
from spark_nb.ports import Service
from spark_nb.settings import load_settings
from spark_nb.testing import ServiceServer, SimpleService
from spark_nb.testing.samples import dialled, plain_picture, text_pdf, text_picture
from tests.clients.scripted_http import ScriptedHttp, answer
from tests.proxy import Fault, Proxy
from tests.recordings import flac

TOKEN = "a-token-that-nobody-may-see"


def request(tool: str, content: bytes, media_type: str, **fields: object) -> FileRequest:
    made = TOOLS[tool].request(path="Uploads/Größe 1.x", media_type=media_type, **fields)
    assert isinstance(made, FileRequest)
    return made.with_content(content)


OCR = request("ocr", text_picture("HELLO"), "image/png")
ASR = request("asr", dialled("42"), "audio/wav")


@pytest.fixture(scope="module")
def server() -> Iterator[ServiceServer]:
    with ServiceServer(TOKEN) as running:
        yield running


@pytest.fixture(params=["real", "fake"])
async def service(request: pytest.FixtureRequest, server: ServiceServer) -> AsyncIterator[Service]:
    """The adapter before its server, and the fake: both pass the same checks."""
    if request.param == "fake":
        yield SimpleService()
        return
    async with HttpService("cv", server.url, SecretStr(TOKEN)) as adapter:
        yield adapter


async def call(service: Service, made: FileRequest):
    tool = next(tool for tool in TOOLS.values() if tool.request is type(made))
    return await service.call(tool, made)


async def called_at(url: str, made: FileRequest = OCR, *, name: str = "cv"):
    async with HttpService(name, url, SecretStr(TOKEN)) as adapter:
        return await call(adapter, made)


async def failure_of(script: bytes | None, made: FileRequest = OCR) -> SparkError:
    async with ScriptedHttp(script) as scripted:
        with pytest.raises(SparkError) as caught:
            await called_at(scripted.url, made)
    return caught.value


async def test_set_text_is_read(service: Service) -> None:
    found = await call(service, request("ocr", text_picture("Score: 42\n  LIVES 3"), "image/png"))
    (page,) = found.result.pages
    assert [block.text for block in page.blocks] == ["Score: 42", "LIVES 3"]
    assert page.blocks[1].box.model_dump() == {"x": 20, "y": 19, "width": 42, "height": 11}
    assert (found.attempts, found.response_bytes > 100) == (1, True)


@pytest.mark.parametrize(("pages", "texts"), [(None, ["one", "two (2)"]), ((2,), ["two (2)"])])
async def test_the_wanted_pages_are_read(service: Service, pages: object, texts: object) -> None:
    made = request("ocr", text_pdf("one", "two (2)"), "application/pdf", pages=pages)
    found = (await call(service, made)).result
    assert [page.blocks[0].text for page in found.pages] == texts


async def test_what_the_picture_does_not_say_is_pointed_at(service: Service) -> None:
    picture = text_picture("Game 0ver now")
    found = (
        await call(service, request("ocv", picture, "image/png", expected="Game Over now é"))
    ).result
    assert [match.text for match in found.matches] == ["Game", "now"]
    wrong, missing = found.differences
    assert (wrong.expected, wrong.found, wrong.box.x) == ("Over", "0ver", 8 + 5 * 6)
    assert (missing.expected, missing.found, missing.box) == ("é", "", None)
    assert not found.verified


async def test_a_picture_that_says_what_is_expected_is_verified(service: Service) -> None:
    made = request("ocv", text_picture("Game Over"), "image/png", expected="Game Over")
    assert (await call(service, made)).result.verified


@pytest.mark.parametrize("mode", ["fast", "accurate"])
async def test_colours_are_named(service: Service, mode: str) -> None:
    made = request("classify", plain_picture("blue"), "image/png", mode=mode)
    assert [(label.name, label.score) for label in (await call(service, made)).result.labels] == [
        ("blue", 1.0)
    ]


async def test_dialled_keys_are_heard_with_their_times(service: Service) -> None:
    found = (await call(service, ASR)).result
    assert found.text == "4 2"
    assert [(part.start_s, part.end_s) for part in found.segments] == [
        (pytest.approx(0.04), pytest.approx(0.12)),
        (pytest.approx(0.16), pytest.approx(0.24)),
    ]


async def test_what_a_service_cannot_read_it_says_in_its_own_words(service: Service) -> None:
    made = request("asr", flac(1.0), "audio/flac")
    with pytest.raises(ToolError) as caught:
        await call(service, made)
    assert caught.value.code == "unsupported"
    assert str(caught.value) == (
        "This service hears 16-bit PCM alone. Save the recording as 16-bit WAV."
    )


async def test_the_wire_is_what_the_contract_says() -> None:
    made = request("ocr", text_pdf("one", "two"), "application/pdf", languages=("de", "en-GB"))
    made = made.model_copy(update={"pages": (2, 1)}).with_content(made.content)
    async with ScriptedHttp(answer(200, {"pages": []})) as scripted:
        await called_at(f"{scripted.url}/v1/", made)
        ((head, body),) = scripted.requests
    headers = dict(line.lower().split(": ", 1) for line in head.splitlines()[1:] if line)
    assert head.startswith("POST /v1/ocr HTTP/1.1")
    assert headers["authorization"] == f"bearer {TOKEN}"
    assert headers["accept"] == "application/json"
    mime = f"Content-Type: {headers['content-type']}\r\n\r\n".encode() + body
    parts = BytesParser().parsebytes(mime).get_payload()
    assert isinstance(parts, list)
    assert [_part(part) for part in parts] == [
        ("pages", None, None, b"2"),
        ("pages", None, None, b"1"),
        ("languages", None, None, b"de"),
        ("languages", None, None, b"en-GB"),
        ("file", "Größe 1.x", "application/pdf", made.content),
    ]


def _part(part: Message) -> tuple[str, str | None, str | None, bytes]:
    disposition = dict(part.raw_items())["Content-Disposition"]
    disposition = str(disposition).encode("ascii", "surrogateescape").decode()
    names = dict(re.findall(r'(\w+)="([^"]*)"', disposition))
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    kind = part.get_content_type() if "Content-Type" in part else None
    return names["name"], names.get("filename"), kind, content.removesuffix(b"\r\n")


async def test_a_wrong_token_is_an_auth_error_that_names_the_variable(
    server: ServiceServer,
) -> None:
    async with HttpService("asr", server.url, SecretStr("wrong")) as adapter:
        with pytest.raises(AuthError) as caught:
            await call(adapter, ASR)
    assert str(caught.value) == (
        "The speech service does not accept the token. Check ASR_SERVICE_TOKEN."
    )


REFUSED = {"error": {"code": "blurred", "message": "The picture\nis blurred.", "hint": "Retry."}}
ANSWERS = [
    (answer(400), ToolError, "refused the call: it answered HTTP 400 Bad Request."),
    (answer(401), AuthError, "does not accept the token. Check CV_SERVICE_TOKEN."),
    (answer(403), AuthError, "does not accept the token. Check CV_SERVICE_TOKEN."),
    (answer(404), ToolError, "has no such tool: it answered HTTP 404 Not Found. Check CV_SERVICE"),
    (answer(405), ToolError, "has no such tool"),
    (answer(413), ToolError, "takes no request of 0.0 MiB. Compress or split the file."),
    (answer(422, REFUSED), ToolError, "The picture is blurred. Retry."),
    (answer(422, {"detail": "?"}), ToolError, "refused the call: it answered HTTP 422"),
    (answer(429), RateLimitedError, "gets too many calls. Call again in 1 s."),
    (answer(500), ServiceUnavailable, "answered HTTP 500 Internal Server Error. Look at its log."),
    (answer(501), ToolError, "has no such tool"),
    (answer(503), ServiceUnavailable, "answered HTTP 503 Service Unavailable."),
    (answer(599), ServiceUnavailable, "answered HTTP 599. Look"),
    (answer(204), ServiceError, "The vision service sent HTTP 204 No Content."),
    (
        answer(302, Location="http://elsewhere/ocr"),
        ServiceError,
        "is somewhere else: it answered HTTP 302 Found. Set CV_SERVICE_URL to its final address.",
    ),
    (
        answer(200, b"<html>"),
        ServiceError,
        "sent an answer that is no JSON. Check CV_SERVICE_URL;",
    ),
    (answer(200, b"\xff"), ServiceError, "sent an answer that is no JSON."),
    (answer(200, []), ServiceError, "sent an answer that is no JSON."),
    (answer(200, {}), ServiceError, "sent an answer without a valid pages."),
    (
        answer(200, {"pages": [{"page": 0, "width": 1, "height": 1, "blocks": []}]}),
        ServiceError,
        "sent an answer without a valid pages.0.page.",
    ),
    (
        answer(200, b"no gzip", Content_Encoding="gzip"),
        ServiceError,
        "sent an answer that cannot be read (DecodingError).",
    ),
    (
        answer(200, gzip.compress(bytes(33 * MIB)), Content_Encoding="gzip"),
        ServiceError,
        "sent more than 32 MiB.",
    ),
    (b"SSH-2.0-OpenSSH\r\n", ServiceUnavailable, "went away during the call."),
]


@pytest.mark.parametrize(("script", "kind", "words"), ANSWERS)
async def test_every_bad_answer_is_one_error_of_ours(
    script: bytes, kind: type[SparkError], words: str
) -> None:
    found = await failure_of(script)
    assert type(found) is kind
    assert words in str(found)
    assert len(str(found)) < 200


@pytest.mark.parametrize("status", [429, 503])
async def test_the_servers_hint_when_to_come_back_is_kept(status: int) -> None:
    in_seconds = await failure_of(answer(status, Retry_After="7"))
    assert in_seconds.retry_after_seconds == 7
    at = datetime.now(UTC) + timedelta(minutes=5)
    as_date = await failure_of(answer(status, Retry_After=format_datetime(at, usegmt=True)))
    assert 200 < as_date.retry_after_seconds <= 300


async def test_an_error_never_shows_the_token_even_when_the_server_does() -> None:
    told = {"code": TOKEN, "message": f"Bearer {TOKEN} is bad.", "hint": f"Not {TOKEN}."}
    for script in (answer(422, {"error": told}), answer(401, {"error": told}), b""):
        found = await failure_of(script)
        assert TOKEN not in f"{found} {found!r} {vars(found)} {found._render_traceback_()}"
    async with HttpService("cv", "http://127.0.0.1:9", SecretStr(TOKEN)) as adapter:
        assert TOKEN not in repr(adapter)


async def test_a_server_that_is_not_there_had_no_effect() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(ServiceUnavailable) as caught:
        await called_at(f"http://127.0.0.1:{port}")
    assert caught.value.landed == "no"
    assert str(caught.value) == (
        "The vision service does not answer. See whether it runs, and check CV_SERVICE_URL."
    )


@pytest.mark.parametrize(
    "fault", [Fault.BEFORE_READ, Fault.HALF_READ, Fault.AFTER_READ, Fault.MID_REPLY]
)
async def test_a_connection_cut_at_any_point_is_unavailable(
    server: ServiceServer, fault: Fault
) -> None:
    async with Proxy(urlsplit(server.url).port, http=True) as proxy:
        proxy.faults.append(fault)
        with pytest.raises(ServiceUnavailable) as caught:
            await called_at(f"http://127.0.0.1:{proxy.port}")
        assert "went away during the call" in str(caught.value)
        assert caught.value.landed == "maybe"
        assert (await called_at(f"http://127.0.0.1:{proxy.port}")).result.text == "HELLO"


async def test_cancelling_a_call_reaches_the_server() -> None:
    async with ScriptedHttp(None) as scripted:
        task = asyncio.create_task(called_at(scripted.url))
        await scripted.arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await scripted.hung_up.wait()


def test_every_error_of_the_driver_is_mapped() -> None:
    kinds = [
        kind
        for kind in vars(httpx2).values()
        if inspect.isclass(kind)
        and issubclass(kind, httpx2.HTTPError)
        and kind is not httpx2.HTTPStatusError  # we look at the status ourselves
    ]
    found = {kind.__name__: driver_error(kind(""), WORDS["cv"]) for kind in kinds}
    unavailable = {name for name, error in found.items() if type(error) is ServiceUnavailable}
    never_sent = {name for name in unavailable if found[name].landed == "no"}
    assert never_sent == {
        "ConnectError",
        "ConnectTimeout",
        "LocalProtocolError",
        "PoolTimeout",
        "ProxyError",
        "UnsupportedProtocol",
        "WriteError",
        "WriteTimeout",
    }
    assert set(found) - unavailable == {
        "DecodingError",
        "HTTPError",
        "ReadTimeout",
        "RequestError",
        "TooManyRedirects",
    }
    assert type(found["ReadTimeout"]) is ServiceTimeout


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:9000",
        "ftp://localhost",
        "http://",
        "http://user:secret@localhost",
        "http://localhost/?token=secret",
        "http://localhost:99999",
        "http://[::1",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(SetupError) as caught:
        HttpService("cv", url, None)
    assert str(caught.value) == (
        "CV_SERVICE_URL is no address of a service."
        " Use one like http://localhost:9000, with the token in CV_SERVICE_TOKEN."
    )


@pytest.mark.parametrize("service", ["cv_service", "asr_service"])
def test_a_remote_address_without_a_token_is_refused(service: str) -> None:
    variable = service.upper()
    with pytest.raises(
        SetupError, match=f"{variable}_URL is not on this machine: set {variable}_"
    ):
        load_settings(**{f"{service}_url": "https://vision.example.com"})
    load_settings(**{f"{service}_url": "http://127.0.0.1:9000"})
    both = {f"{service}_url": "https://vision.example.com", f"{service}_token": TOKEN}
    assert TOKEN not in repr(load_settings(**both))


async def test_a_service_that_nobody_named_says_which_variable_to_set() -> None:
    with pytest.raises(SetupError) as caught:
        await call(UnsetService("asr"), ASR)
    assert str(caught.value) == (
        "There is no speech service: ASR_SERVICE_URL is not set. Set ASR_SERVICE_URL to its"
        " address, ASR_SERVICE_TOKEN to its token, and connect again."
    )


async def test_guarded_a_busy_service_is_asked_again(server: ServiceServer) -> None:
    gate = Gate(SERVICE_LIMITS["cv"], Rates(user=0, session=0, tool=0), SystemClock())
    server.service.fail_with = [
        ServiceUnavailable("busy", retry_after_seconds=0),
        RateLimitedError("busy", retry_after_seconds=0),
    ]
    async with HttpService("cv", server.url, SecretStr(TOKEN)) as adapter:
        names = {"session_id": "s1", "user_id": "ada", "clock": SystemClock()}
        found = await call(GuardedService(adapter, gate, **names), OCR)
    assert (found.attempts, found.result.text) == (3, "HELLO")


async def test_guarded_a_files_limit_fits_through_the_services(server: ServiceServer) -> None:
    """The largest file there may be is not over the limit for all fields together."""
    gate = Gate(SERVICE_LIMITS["cv"], Rates(user=0, session=0, tool=0), SystemClock())
    picture = plain_picture("red")
    made = request("classify", picture + bytes(10 * MIB - len(picture)), "image/png")
    async with HttpService("cv", server.url, SecretStr(TOKEN)) as adapter:
        names = {"session_id": "s1", "user_id": "ada", "clock": SystemClock()}
        found = await call(GuardedService(adapter, gate, **names), made)
    assert found.result.labels[0].name == "red"
