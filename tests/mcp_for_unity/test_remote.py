"""A server that many people share: a key for everybody, and no plain HTTP beside MCP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from spark_nb.errors import AuthError
from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.guarded import guarded
from tests.mcp_for_unity.server import UnityServer
from tests.mcp_for_unity.test_tools import CODE, HERO, write

KEY = "key-of-ada"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Tell the server whose key it was given, or that it is nobody's."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.partition(b":")[2])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length")
    )
    known = json.loads(await reader.readexactly(length))["api_key"] == KEY
    body = json.dumps({"valid": known, "user_id": "ada"}).encode()
    writer.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
        b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    )
    writer.close()


@pytest.fixture
async def shared(tmp_path: Path) -> AsyncIterator[UnityServer]:
    keys = await asyncio.start_server(answer, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{keys.sockets[0].getsockname()[1]}/"
    options = ("--http-remote-hosted", "--api-key-validation-url", address)
    async with keys, UnityServer(tmp_path, *options) as server:
        yield server


async def test_the_token_is_the_key_and_the_editor_is_named(shared, project):
    async with (
        StandInEditor(project, shared.address, key=KEY),
        guarded(shared.url, project, token=SecretStr(KEY)) as (_, unity),
    ):
        await write(unity)
    assert (project / HERO).read_text() == CODE


async def test_a_wrong_key_is_said(shared, project):
    async with guarded(shared.url, project, token=SecretStr("of-nobody")) as (_, unity):
        with pytest.raises(AuthError) as refused:
            await write(unity)
    assert "UNITY_MCP_TOKEN" in str(refused.value.hint)
    assert "of-nobody" not in str(refused.value)
