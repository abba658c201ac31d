"""The sandbox as other programs meet it: a process, a socket, a token, an MCP client."""

from __future__ import annotations

import asyncio
import base64
import io
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from PIL import Image

from spark_nb.domain.tools import TOOLS
from spark_nb.sandbox.__main__ import main
from tests.sandbox.process import TOKEN, Sandbox

READ_ONLY = {"render_preview", "deconstruct_asset", "get_build_status"}
DESTRUCTIVE = {"generate_script", "apply_patch", "ingest_asset"}
SCRIPT = {"name": "A", "code": "class A { }\n", "path": "Assets/A.cs"}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    running = Sandbox(tmp_path_factory.mktemp("sandbox"))
    yield running
    if running.process.poll() is None:
        running.stop()
    running.listener.close()


@asynccontextmanager
async def connected(sandbox: Sandbox, mode: str = "auto") -> AsyncIterator[Client]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with (
        httpx2.AsyncClient(headers=headers, trust_env=False, timeout=20) as http,
        Client(
            streamable_http_client(f"{sandbox.url}/mcp", http_client=http), mode=mode
        ) as client,
    ):
        yield client


async def test_health_needs_no_token(sandbox: Sandbox) -> None:
    async with httpx2.AsyncClient(trust_env=False, timeout=20) as http:
        answer = await http.get(f"{sandbox.url}/health")
    assert (answer.status_code, sorted(answer.json())) == (200, ["engine", "status", "version"])
    assert (answer.json()["status"], answer.json()["engine"]) == ("ok", "spark-sandbox")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": TOKEN}, 401),
        ({"Authorization": f"Bearer {TOKEN}x"}, 401),
        ({"Authorization": f"Bearer {TOKEN[:-1]}"}, 401),
        ({"Authorization": f"Bearer {TOKEN}", "Host": "evil.example"}, 421),
        ({"Authorization": f"Bearer {TOKEN}", "Host": "127.0.0.1.evil.example:80"}, 421),
        ({"Authorization": f"Bearer {TOKEN}", "Origin": "http://evil.example"}, 403),
        ({"Authorization": f"Bearer {TOKEN}", "Origin": "null"}, 403),
        ({"Authorization": f"Bearer {TOKEN}", "Origin": "http://localhost.evil.example"}, 403),
    ],
)
async def test_strangers_are_turned_away(
    sandbox: Sandbox, headers: dict[str, str], status: int
) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    async with httpx2.AsyncClient(trust_env=False, timeout=20) as http:
        answer = await http.post(f"{sandbox.url}/mcp", headers=headers, json=body)
    assert answer.status_code == status
    assert TOKEN not in answer.text


async def test_a_page_of_this_machine_may_call(sandbox: Sandbox) -> None:
    headers = {"Origin": "http://localhost:8888"}
    async with httpx2.AsyncClient(trust_env=False, timeout=20) as http:
        answer = await http.get(f"{sandbox.url}/health", headers=headers)
    assert answer.status_code == 200


async def test_a_body_over_the_limit_is_refused(sandbox: Sandbox) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    async with httpx2.AsyncClient(trust_env=False, timeout=20) as http:
        answer = await http.post(
            f"{sandbox.url}/mcp", headers=headers, content=b" " * 2**24 + b"1"
        )
    assert answer.status_code == 413


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_tools_are_those_of_the_table(sandbox: Sandbox, mode: str) -> None:
    async with connected(sandbox, mode) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    expected = {name for name, tool in TOOLS.items() if tool.service == "unity"}
    assert set(tools) == expected
    hints = {name: tool.annotations for name, tool in tools.items()}
    assert {name for name in expected if hints[name].read_only_hint} == READ_ONLY
    assert {name for name in expected if hints[name].destructive_hint} == DESTRUCTIVE
    assert {name for name in expected if not hints[name].idempotent_hint} == {"apply_patch"}
    for name, tool in tools.items():
        assert tool.input_schema == TOOLS[name].request.model_json_schema()
        assert tool.output_schema is not None
    assert "data" not in tools["render_preview"].output_schema["properties"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_script_arrives(sandbox: Sandbox, mode: str) -> None:
    async with connected(sandbox, mode) as client:
        result = await client.call_tool("generate_script", SCRIPT)
    fields = TOOLS["generate_script"].result.model_validate(result.structured_content)
    assert (result.is_error, fields.path) == (False, "Assets/A.cs")
    assert (sandbox.project / "Assets/A.cs").read_text() == "class A { }\n"


async def test_a_frame_is_one_picture_with_its_fields_beside_it(sandbox: Sandbox) -> None:
    scene = "--- !u!1 &1\nGameObject:\n  m_Component:\n  - component: {fileID: 2}\n"
    scene += "  - component: {fileID: 3}\n  m_Name: Cam\n--- !u!4 &2\nTransform:\n"
    scene += "  m_GameObject: {fileID: 1}\n--- !u!20 &3\nCamera:\n  orthographic: 1\n"
    scene += "  m_BackGroundColor: {r: 1, g: 0, b: 0, a: 0}\n"
    content = base64.b64encode(f"%YAML 1.1\n{scene}".encode()).decode()
    asset = {"path": "Assets/S.unity", "content": content, "media_type": "text/plain"}
    async with connected(sandbox) as client:
        await client.call_tool("ingest_asset", asset)
        result = await client.call_tool("render_preview", {"width": 32, "height": 16})

    (picture,) = result.content
    with Image.open(io.BytesIO(base64.b64decode(picture.data))) as image:
        assert (image.size, image.convert("RGB").getpixel((0, 0))) == ((32, 16), (255, 0, 0))
    assert picture.mime_type == "image/png"
    assert "data" not in result.structured_content
    assert result.structured_content["frame_ref"].startswith("sha256-")


async def test_failures_carry_code_and_numbers(sandbox: Sandbox) -> None:
    long = SCRIPT | {"code": "x" * 204_801}
    stale = {"path": "Assets/A.cs", "expected_sha256": "0" * 64}
    stale["patch"] = "--- a/Assets/A.cs\n+++ b/Assets/A.cs\n@@ -1 +1 @@\n-no\n+yes\n"
    async with connected(sandbox) as client:
        await client.call_tool("generate_script", SCRIPT)
        rejected = await client.call_tool("generate_script", long)
        conflict = await client.call_tool("apply_patch", stale)

    assert (rejected.is_error, conflict.is_error) == (True, True)
    error = rejected.structured_content["error"]
    assert (error["code"], error["field"], error["limit"], error["actual"]) == (
        "rejected",
        "code",
        204_800,
        204_801,
    )
    error = conflict.structured_content["error"]
    assert (error["code"], error["path"], error["expected"]) == (
        "conflict",
        "Assets/A.cs",
        "0" * 64,
    )
    assert "Hunk 1" in error["message"]
    assert str(sandbox.project) not in str(conflict.content)


@pytest.mark.parametrize("name", ["explode", "ocr"])
async def test_a_tool_of_no_engine_is_an_error_of_the_protocol(
    sandbox: Sandbox, name: str
) -> None:
    async with connected(sandbox) as client:
        with pytest.raises(MCPError, match=f"no tool '{name}'"):
            await client.call_tool(name, {})


async def test_a_build_goes_on_where_a_killed_sandbox_left_it(sandbox: Sandbox) -> None:
    job = {"job_id": "6f3b0f6e-6a0a-4c53-9d53-0f1f0e2d3c4b"}
    async with connected(sandbox) as client:
        started = await client.call_tool("run_build", job | {"target": "WebGL"})
        assert started.structured_content["job_id"] == job["job_id"]
        sandbox.stop(signal.SIGKILL)
        sandbox.start()
        status = await client.call_tool("get_build_status", job)
        while status.structured_content["status"] in ("queued", "running"):
            status = await client.call_tool("get_build_status", job)
    assert status.structured_content["error_code"] == "check_failed"  # it has no build scene
    assert status.structured_content["report"]["kind"] == "check-and-pack"


async def test_the_project_and_its_files_are_resources(sandbox: Sandbox) -> None:
    content = base64.b64encode("Größe".encode()).decode()
    path = "Assets/Ö ä/b#1.txt"
    asset = {"path": path, "content": content, "media_type": "text/plain"}
    async with connected(sandbox) as client:
        written = await client.call_tool("ingest_asset", asset)
        project = await client.read_resource("spark://project")
        address = "spark://project/files/Assets/%C3%96%20%C3%A4/b%231.txt"
        file = await client.read_resource(address)

        for missing in ("Assets/no.txt", "Assets/..%2F..%2Fetc", "etc/passwd", "Assets%2f.."):
            with pytest.raises(MCPError) as caught:
                await client.read_resource(f"spark://project/files/{missing}")
            assert caught.value.code == -32602

    assert file.contents[0].blob == content
    assert f'"revision": "{written.structured_content["revision"]}"' in project.contents[0].text
    assert '"name": "Game"' in project.contents[0].text


async def test_health_answers_while_the_engine_works(sandbox: Sandbox) -> None:
    big = {"width": 4096, "height": 4096, "scene": "Assets/S.unity"}
    async with connected(sandbox) as client, httpx2.AsyncClient(trust_env=False) as http:
        content = base64.b64encode((sandbox.project / "Assets/S.unity").read_bytes()).decode()
        asset = {"path": "Assets/S.unity", "content": content, "media_type": "text/plain"}
        await client.call_tool("ingest_asset", asset)
        slow = asyncio.create_task(client.call_tool("render_preview", big))
        answer = await http.get(f"{sandbox.url}/health", timeout=5)
        early = not slow.done()
        result = await slow
    assert (answer.status_code, early, result.is_error) == (200, True, False)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_call_that_its_client_gives_up_never_begins(sandbox: Sandbox, mode: str) -> None:
    path = f"Assets/{mode.title()}.cs"
    script = {"name": mode.title(), "code": "class A { }\n", "path": path}
    big = {"width": 4096, "height": 4096, "scene": "Assets/S.unity"}
    async with connected(sandbox) as busy, connected(sandbox, mode) as client:
        scene = base64.b64encode((sandbox.project / "Assets/S.unity").read_bytes()).decode()
        asset = {"path": "Assets/S.unity", "content": scene, "media_type": "text/plain"}
        await busy.call_tool("ingest_asset", asset)
        before = [asyncio.create_task(busy.call_tool("render_preview", big)) for _ in range(3)]
        heard = asyncio.Event()
        begun = asyncio.create_task(
            busy.call_tool("render_preview", big, progress_callback=heard_by(heard))
        )
        await heard.wait()  # the engine is at work, and has more to do before the script
        given_up = asyncio.create_task(client.call_tool("generate_script", script))
        await client.list_tools()
        given_up.cancel()
        await asyncio.wait([given_up, *before, begun])
        answers = [task.result().is_error for task in (*before, begun)]
        await client.call_tool("generate_script", SCRIPT)
    assert (given_up.cancelled(), answers) == (True, [False] * 4)
    assert (sandbox.project / SCRIPT["path"]).exists()
    assert not (sandbox.project / path).exists()


def heard_by(heard: asyncio.Event) -> Callable[..., Awaitable[None]]:
    async def hear(*_: object) -> None:
        heard.set()

    return hear


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A sandbox on a port, with nothing said about its address; it may be called by a name."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "token").write_text(TOKEN)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--project", folder / "Game", "--token-file", folder / "token", "--port", str(port)]
    options += ["--allow-host", "game.example"]
    arguments = [sys.executable, "-m", "spark_nb.sandbox", *options]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert any("startup complete" in line for line in process.stderr or ())
            yield port
        finally:
            process.terminate()


@pytest.mark.parametrize(
    ("host", "status"), [("game.example", 200), ("127.0.0.1", 200), ("other.example", 421)]
)
async def test_a_name_is_served_when_it_is_allowed(elsewhere: int, host: str, status: int) -> None:
    async with httpx2.AsyncClient(trust_env=False, timeout=20) as http:
        answer = await http.get(f"http://127.0.0.1:{elsewhere}/health", headers={"Host": host})
    assert answer.status_code == status


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere 127.0.0.2 is not this machine")
def test_it_listens_on_one_address_of_this_machine(elsewhere: int) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", elsewhere), timeout=5)


async def test_a_restart_behind_the_same_socket_is_not_noticed(sandbox: Sandbox) -> None:
    async with connected(sandbox) as client:
        before = await client.call_tool("generate_script", SCRIPT)
        assert sandbox.stop() == 0
        sandbox.start()  # the client's next connection waits in the backlog until it listens
        after = await client.call_tool("generate_script", SCRIPT)
    assert after.structured_content["revision"] == before.structured_content["revision"]


async def test_it_stops_in_time_and_never_logs_the_token(sandbox: Sandbox) -> None:
    async with connected(sandbox) as client:
        await client.list_tools()
    began = time.monotonic()
    assert sandbox.stop() == 0
    assert time.monotonic() - began < 2
    assert TOKEN not in sandbox.log
    assert "Traceback" not in sandbox.log
    sandbox.start()


@pytest.mark.parametrize(
    ("token", "arguments", "words"),
    [
        (None, [], "token file cannot be read"),
        ("short", [], "shorter than 16"),
        (TOKEN, ["--fd", "987"], "is not a socket"),
    ],
)
def test_mistakes_on_the_command_line_are_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    token: str | None,
    arguments: list[str],
    words: str,
) -> None:
    file = tmp_path / "token"
    if token is not None:
        file.write_text(token)
    options = ["--project", str(tmp_path / "Game"), "--token-file", str(file)]
    assert main([*options, *arguments]) == 1
    message = capsys.readouterr().err
    assert words in message
    assert "Traceback" not in message
