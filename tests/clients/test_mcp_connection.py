"""MCP as servers speak it: both ways of answering, both ways of greeting, and what goes wrong."""

from __future__ import annotations

import asyncio
import base64
import logging
import socket
from contextlib import asynccontextmanager

import mcp_types as mcp
import pytest
from mcp.shared.exceptions import MCPError
from starlette.responses import JSONResponse, Response

from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.domain.tools import TOOLS
from spark_nb.errors import (
    AuthError,
    RateLimitedError,
    ServiceError,
    ServiceTimeout,
    ServiceUnavailable,
    SparkError,
    ToolError,
)
from spark_nb.ports import Progress
from tests.clients.guarded_unity import Unity, unity
from tests.clients.mcp_server import Scripted, handshake_only, mcp_app, serving
from tests.proxy import Fault, Proxy

RENDER, SCRIPT = TOOLS["render_preview"], TOOLS["generate_script"]
FRAME = RENDER.request(width=16, height=16)
WAYS = pytest.mark.parametrize(
    ("json_response", "older"),
    [(True, False), (False, False), (True, True), (False, True)],
    ids=["json", "sse", "json after a handshake", "sse after a handshake"],
)


def picture(data: bytes) -> mcp.CallToolResult:
    frame = Frame(
        frame_ref=frame_ref(data), format="png", width=16, height=16, data=data, time_s=0
    )
    return mcp.CallToolResult(
        content=[mcp.ImageContent(data=base64.b64encode(data).decode(), mime_type="image/png")],
        structured_content=frame.model_dump(mode="json", exclude={"data"}),
    )


async def small_picture(_, __):
    return picture(b"small")


def refusal(**facts):
    async def refuse(_, __):
        return said_no(error={"code": "no", "message": "No.", "hint": None, **facts})

    return refuse


def said_no(*, text: str | None = None, **facts) -> mcp.CallToolResult:
    content = [] if text is None else [mcp.TextContent(text=text)]
    return mcp.CallToolResult(content=content, structured_content=facts, is_error=True)


@asynccontextmanager
async def reading(answer):
    """Connect to a server whose resources all have these contents, or this error."""

    async def read_resource(_, __):
        if isinstance(answer, MCPError):
            raise answer
        return mcp.ReadResourceResult(contents=answer)

    app = mcp_app(small_picture, read_resource, json_response=True)
    async with serving(app) as port, unity(port) as service:
        yield service


@asynccontextmanager
async def calling(call_tool, *, json_response=True, older=False, seconds=60):
    app = mcp_app(call_tool, json_response=json_response, stateless=not older)
    async with (
        serving(handshake_only(app) if older else app) as port,
        unity(port, seconds=seconds) as service,
    ):
        yield service


@asynccontextmanager
async def scripted(*answers: Response):
    app = Scripted(mcp_app(small_picture, json_response=True), *answers)
    async with serving(app) as port, unity(port) as service:
        yield service, app


async def render(service: Unity, on_progress=None) -> Frame:
    frame = (await service.call(RENDER, FRAME, on_progress)).result
    assert isinstance(frame, Frame)
    return frame


async def failure(service: Unity) -> SparkError:
    with pytest.raises(SparkError) as caught:
        await render(service)
    return caught.value


class TestAnswers:
    @WAYS
    async def test_a_picture_of_three_megabytes_arrives(self, json_response, older):
        data = bytes(range(256)) * 12 * 1024

        async def call_tool(_, __):
            return picture(data)

        async with calling(call_tool, json_response=json_response, older=older) as service:
            assert (await render(service)).data == data

    @pytest.mark.parametrize("older", [False, True])
    async def test_progress_is_passed_on(self, older):
        async def call_tool(context, _):
            await context.session.report_progress(1, 4, "importing")
            await context.session.report_progress(2.5)
            return picture(b"done")

        seen = []
        async with calling(call_tool, json_response=False, older=older) as service:
            await render(service, seen.append)
        assert seen == [Progress(1, 4, "importing"), Progress(2.5)]

    async def test_a_listener_that_fails_does_not_fail_the_call(self):
        async def call_tool(context, _):
            await context.session.report_progress(1)
            return picture(b"done")

        def fail(_):
            raise ZeroDivisionError

        async with calling(call_tool, json_response=False) as service:
            assert (await render(service, fail)).data == b"done"

    async def test_a_busy_engine_is_asked_again_when_it_says(self):
        waits = [0.01]

        async def call_tool(context, params):
            if waits:
                return await refusal(code="busy", retry_after_seconds=waits.pop())(context, params)
            return picture(b"done")

        async with calling(call_tool) as service:
            assert (await service.call(RENDER, FRAME)).attempts == 2

    async def test_a_refusal_has_the_engines_code(self):
        async with calling(refusal(code="no_scene", message="There is no scene.")) as service:
            error = await failure(service)
        assert isinstance(error, ToolError)
        assert (error.code, error.message, error.attempts) == (
            "no_scene",
            "There is no scene.",
            1,
        )

    async def test_a_crash_in_the_server_is_an_answer(self):
        async def crash(_, __):
            raise MCPError(mcp.INTERNAL_ERROR, "out of luck")

        async with calling(crash) as service:
            error = await failure(service)
            assert service.gate.breaker_state == "closed"
        assert error.message == "The Unity server answered with an error: out of luck."
        assert (type(error), error.attempts) == (ServiceError, 1)

    @pytest.mark.parametrize(
        ("answer", "message"),
        [
            (mcp.CallToolResult(content=[]), "The Unity server sent no picture."),
            (
                mcp.CallToolResult(content=picture(b"x").content, structured_content={}),
                "The Unity server sent an answer without a valid frame_ref.",
            ),
            (
                mcp.CallToolResult(content=[mcp.ImageContent(data="A", mime_type="image/png")]),
                "The Unity server sent bytes that are no base64.",
            ),
            (
                mcp.CallToolResult(content=[mcp.ImageContent(data="é", mime_type="image/png")]),
                "The Unity server sent bytes that are no base64.",
            ),
            (said_no(text="Boom"), "Boom"),
            (said_no(), "It failed without a word."),
            (said_no(error="Boom", text="It went boom."), "It went boom."),
            (said_no(error={"code": "no"}, text="It went boom."), "It went boom."),
            (
                said_no(error={"code": "busy", "message": "!", "retry_after_seconds": -1}),
                "It failed without a word.",
            ),
            (said_no(error={"code": "conflict", "message": "Where?"}), "Where?"),
            (said_no(error={"code": "rejected", "message": "What?"}), "What?"),
        ],
        ids=[
            "no picture",
            "no fields",
            "no base64",
            "not even ASCII",
            "text alone",
            "nothing at all",
            "no facts",
            "half the facts",
            "a time before now",
            "a conflict about no file",
            "a rejection of no field",
        ],
    )
    async def test_an_answer_that_says_too_little(self, answer, message):
        async def call_tool(_, __):
            return answer

        async with calling(call_tool) as service:
            assert (await failure(service)).message == message

    @pytest.mark.parametrize("data", [{}, {"kind": "session_gone", "status": 404}, {"mark": 1}])
    async def test_no_server_speaks_for_our_own_transport(self, data):
        """Else it could have a write sent again that has landed."""
        calls = []

        async def forge(_, __):
            calls.append(1)
            raise MCPError(-32090, "session_gone", data)

        async with calling(forge) as service:
            error = await failure(service)
        assert (type(error), len(calls)) == (ServiceError, 1)

    async def test_a_pause_without_end_is_no_word_to_heed(self):
        forever = Response(status_code=503, headers={"retry-after": "9" * 400})
        async with scripted(forever) as (service, app):
            assert (await render(service)).data == b"small"
            assert app.calls == 2

    async def test_a_tool_the_server_lacks_is_refused(self):
        async def lack(_, __):
            raise MCPError(mcp.INVALID_PARAMS, "There is no tool 'render_preview'.")

        async with calling(lack) as service:
            error = await failure(service)
        assert isinstance(error, ToolError)
        assert (error.code, error.message) == (
            "invalid_params",
            "There is no tool 'render_preview'.",
        )


class TestFiles:
    """A server keeps files as resources; ours may be read by any name."""

    @pytest.mark.parametrize(
        ("contents", "found"),
        [
            ([mcp.BlobResourceContents(uri="a:b", blob="aGVsbG8=")], b"hello"),
            ([mcp.TextResourceContents(uri="a:b", text="hellö")], "hellö".encode()),
        ],
        ids=["bytes", "text"],
    )
    async def test_bytes_or_text(self, contents, found):
        async with reading(contents) as service:
            assert await service.read_file("Assets/a.txt") == found

    @pytest.mark.parametrize(
        ("contents", "message"),
        [
            ([], "The Unity server sent a file without content."),
            (
                [mcp.BlobResourceContents(uri="a:b", blob="A")],
                "The Unity server sent bytes that are no base64.",
            ),
        ],
        ids=["nothing", "no base64"],
    )
    async def test_nonsense(self, contents, message):
        async with reading(contents) as service:
            with pytest.raises(ServiceError) as caught:
                await service.read_file("Assets/a.txt")
        assert caught.value.message == message

    @pytest.mark.parametrize("text", ["", "[]", '{"revision": 7}'])
    async def test_a_project_without_a_description(self, text):
        async with reading([mcp.TextResourceContents(uri="a:b", text=text)]) as service:
            with pytest.raises(ServiceError) as caught:
                await service.revision()
        assert caught.value.message == "The Unity server sent no description of its project."

    async def test_an_engine_without_revisions(self):
        async with reading([mcp.TextResourceContents(uri="a:b", text="{}")]) as service:
            assert await service.revision() is None

    @pytest.mark.parametrize(
        "error",
        [
            MCPError(-32002, "not found"),
            MCPError(mcp.INVALID_PARAMS, "no file", {"code": "not_found"}),
        ],
        ids=["by number", "by word"],
    )
    async def test_a_file_that_is_not_there(self, error):
        async with reading(error) as service:
            assert await service.read_file("Assets/a.txt") is None

    async def test_a_path_the_server_refuses(self):
        error = MCPError(mcp.INVALID_PARAMS, "Not there.", {"code": "rejected"})
        async with reading(error) as service:
            with pytest.raises(ToolError) as caught:
                await service.read_file("../a.txt")
        assert (caught.value.code, caught.value.message) == ("rejected", "Not there.")


class TestCancelling:
    @pytest.mark.parametrize("older", [False, True], ids=["by stream", "by notification"])
    async def test_an_interrupted_call_is_cancelled_at_the_server(self, older):
        started, stopped = asyncio.Event(), asyncio.Event()

        async def call_tool(context, _):
            await context.session.report_progress(0)
            started.set()
            try:
                await asyncio.Event().wait()
            finally:
                stopped.set()

        async with calling(call_tool, json_response=False, older=older) as service:
            task = asyncio.create_task(render(service, lambda _: None))
            await started.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await asyncio.wait_for(stopped.wait(), 30)
            assert service.gate.gauges()["running"] == 0

    @pytest.mark.parametrize("older", [False, True], ids=["by stream", "by notification"])
    async def test_so_is_one_without_an_answer_in_time(self, older):
        stopped = asyncio.Event()

        async def call_tool(context, _):
            await context.session.report_progress(0)
            try:
                await asyncio.Event().wait()
            finally:
                stopped.set()

        app = mcp_app(call_tool, stateless=not older)
        async with (
            serving(handshake_only(app) if older else app) as port,
            unity(port, seconds=1) as service,
        ):
            assert isinstance(await failure(service), ServiceTimeout)
            await asyncio.wait_for(stopped.wait(), 30)

    async def test_a_cancellation_that_gets_stuck_holds_nothing_up(self):
        """The SDK sends notifications one by one, and no request while one is on its way."""
        started = asyncio.Event()

        async def call_tool(*_):
            if not started.is_set():
                started.set()
                await asyncio.Event().wait()
            return picture(b"after")

        app = handshake_only(mcp_app(call_tool, stateless=False))
        async with serving(app) as port, Proxy(port, http=True) as proxy:
            proxy.only = b"notifications/cancelled"
            proxy.faults.append(Fault.STALL_REQUEST)
            async with unity(proxy.port) as service:
                task = asyncio.create_task(render(service))
                await started.wait()
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert (await render(service)).data == b"after"
            assert proxy.struck == [Fault.STALL_REQUEST]


class TestSessions:
    async def test_a_server_that_forgot_us_is_greeted_again(self):
        calls = []

        async def call_tool(_, params):
            calls.append(params.name)
            return picture(b"x")

        def server():
            return serving(handshake_only(mcp_app(call_tool, stateless=False)))

        async with (
            server() as one,
            server() as other,
            Proxy(one) as proxy,
            unity(proxy.port) as service,
        ):
            await render(service)
            proxy.upstream = other
            proxy.cut()
            answers = await asyncio.gather(*[service.call(RENDER, FRAME) for _ in range(10)])
        assert [answer.attempts for answer in answers] == [1] * 10
        assert len(calls) == 11

    async def test_one_that_is_gone_and_comes_back(self):
        app = mcp_app(small_picture, json_response=True)
        async with serving(app) as port, Proxy(port) as proxy, unity(proxy.port) as service:
            await render(service)
            proxy.upstream = _closed_port()
            proxy.cut()
            error = await failure(service)
            assert isinstance(error, ServiceUnavailable)
            proxy.upstream = port
            assert (await render(service)).data == b"small"

    async def test_nothing_is_connected_before_it_is_needed(self):
        async with unity(_closed_port()) as service:
            assert service.connection.state == "closed"

    async def test_one_that_was_closed_is_not_opened_again(self):
        before = asyncio.all_tasks()
        async with serving(mcp_app(small_picture, json_response=True)) as port:
            async with unity(port) as service:
                await render(service)
            error = await failure(service)
        assert (type(error), error.landed) == (ServiceUnavailable, "no")
        assert asyncio.all_tasks() <= before

    async def test_one_that_is_closed_while_it_is_opened_leaves_nothing(self):
        before = asyncio.all_tasks()
        app = mcp_app(small_picture, json_response=True)
        async with serving(app) as port, Proxy(port) as proxy:
            async with unity(proxy.port) as service:
                proxy.stall()
                rendering = asyncio.create_task(failure(service))
                await proxy.connected.wait()
            proxy.resume()
            assert isinstance(await rendering, ServiceUnavailable)
        assert asyncio.all_tasks() <= before

    async def test_a_server_that_is_away_says_what_to_do(self):
        async with unity(_closed_port()) as service:
            error = await failure(service)
        assert isinstance(error, ServiceUnavailable)
        assert (error.landed, error.attempts) == ("no", 3)
        assert str(error) == (
            "The Unity server does not answer. Run spark-nb status, or check UNITY_MCP_URL."
        )

    async def test_many_calls_open_one_connection(self):
        app = handshake_only(mcp_app(small_picture, json_response=True, stateless=False))
        async with serving(app) as port, Proxy(port, http=True) as proxy:
            greetings = []
            proxy.fault = lambda request: greetings.append(b'"initialize"' in request)
            async with unity(proxy.port) as service:
                await asyncio.gather(*[render(service) for _ in range(10)])
        assert sum(greetings) == 1

    async def test_interrupting_the_greeting_leaves_a_way_to_greet_again(self):
        app = mcp_app(small_picture, json_response=True)
        async with serving(app) as port, Proxy(port) as proxy, unity(proxy.port) as service:
            proxy.stall()
            task = asyncio.create_task(render(service))
            await proxy.connected.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            proxy.resume()
            assert (await render(service)).data == b"small"

    async def test_a_refused_token_when_connecting(self):
        async def refuse(scope, receive, send):
            if scope["type"] == "http":
                await Response("who are you?", 401)(scope, receive, send)

        async with serving(refuse) as port, unity(port, token="a-secret-token") as service:
            error = await failure(service)
        assert isinstance(error, AuthError)
        assert str(error) == ("The Unity server does not accept the token. Check UNITY_MCP_TOKEN.")
        assert "a-secret-token" not in repr(error) + repr(service)

    async def test_a_page_that_is_no_mcp_server(self):
        async def page(scope, receive, send):
            if scope["type"] == "http":
                await Response("<html>", media_type="text/html")(scope, receive, send)

        async with serving(page) as port, unity(port) as service:
            error = await failure(service)
        assert (type(error), error.hint) == (ServiceError, "Check UNITY_MCP_URL.")


def test_what_the_sdk_logs_is_not_seen_in_a_notebook(monkeypatch, capsys):
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    logging.getLogger("mcp.client.streamable_http").error("Error parsing SSE message")
    assert capsys.readouterr().err == ""


class TestHttp:
    @pytest.mark.parametrize(
        ("status", "kind", "landed", "attempts", "message"),
        [
            (401, AuthError, "no", 1, "The Unity server does not accept the token."),
            (403, AuthError, "no", 1, "The Unity server does not accept the token."),
            (404, ServiceError, "no", 1, "The Unity server answered HTTP 404."),
            (413, ServiceError, "no", 1, "The Unity server answered HTTP 413."),
            (500, ServiceUnavailable, "maybe", 3, "The Unity server answered HTTP 500."),
            (503, ServiceUnavailable, "maybe", 3, "The Unity server answered HTTP 503."),
        ],
    )
    async def test_a_status_without_an_answer(self, status, kind, landed, attempts, message):
        answers = [Response("no", status, media_type="text/plain") for _ in range(attempts)]
        async with scripted(*answers) as (service, app):
            error = await failure(service)
            assert (await render(service)).data == b"small"
        assert isinstance(error, ServiceError)
        assert (type(error), error.message, error.landed) == (kind, message, landed)
        assert (error.attempts, app.calls) == (attempts, attempts + 1)

    async def test_503_says_when_to_come_back(self):
        headers = {"Retry-After": "0"}
        async with scripted(Response("later", 503, headers)) as (service, _):
            assert (await service.call(RENDER, FRAME)).attempts == 2

    async def test_a_later_that_is_too_late(self):
        headers = {"Retry-After": "3600"}
        async with scripted(Response("later", 503, headers)) as (service, _):
            error = await failure(service)
        assert isinstance(error, ServiceUnavailable)
        assert (error.retry_after_seconds, error.attempts) == (3600, 1)

    async def test_429_is_too_many_calls(self):
        headers = {"Retry-After": "3600"}
        async with scripted(Response("slower", 429, headers)) as (service, _):
            error = await failure(service)
            assert service.gate.breaker_state == "closed"
        assert isinstance(error, RateLimitedError)
        assert (error.retry_after_seconds, error.hint) == (3600, "Call again in 3600.0 s.")

    @pytest.mark.parametrize(
        "answer",
        [
            Response("{", media_type="application/json"),
            Response("[]", media_type="application/json"),
            Response("data: {}\n\n", media_type="text/event-stream"),
            Response("<html>", media_type="text/html"),
            Response(status_code=202),
            Response(status_code=302, headers={"Location": "http://elsewhere.example/"}),
        ],
        ids=["half JSON", "other JSON", "other SSE", "a page", "accepted", "redirect"],
    )
    async def test_nonsense_is_an_error_of_ours(self, answer):
        async with scripted(answer) as (service, _):
            error = await failure(service)
            assert (await render(service)).data == b"small"
        assert isinstance(error, ServiceError)

    async def test_an_answer_that_is_not_what_mcp_says(self):
        answer = JSONResponse({"jsonrpc": "2.0", "id": 0, "result": {"content": "text"}})
        answer.body = answer.body.replace(b'"id":0', b'"id":3')
        async with scripted(answer) as (service, _):
            error = await failure(service)
        assert str(error) == (
            "The Unity server's answer is not what MCP says it should be. "
            "Its version may not fit this version of spark-nb."
        )


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
