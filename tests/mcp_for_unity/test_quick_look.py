"""The look beside MCP: what the server says there, and what it does not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from spark_nb.clients.dialects.mcp_for_unity.quick_look import QuickLook
from spark_nb.clients.mcp_connection import McpConnection
from spark_nb.errors import ServiceUnavailable

EDITORS = {"instances": [{"session_id": "s", "hash": "0f", "project": "Game"}]}


class Pages:
    """Answers each request with the next status and body."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, object]] = []

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        status, found = self.answers.pop(0)
        body = json.dumps(found).encode()
        head = f"HTTP/1.1 {status} x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        writer.close()


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
async def look(pages: Pages) -> AsyncIterator[QuickLook]:
    server = await asyncio.start_server(pages.answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/mcp"
    async with server:
        look = QuickLook(url, None, McpConnection(url, None))
        yield look
        await look.aclose()


async def test_a_server_in_trouble_is_asked_again_in_the_same_way(pages, look):
    pages.answers = [(500, {}), (200, EDITORS)]
    with pytest.raises(ServiceUnavailable, match="HTTP 500"):
        await look.instances()
    (found,) = await look.instances()
    assert found.id == "Game@0f"


@pytest.mark.parametrize("answer", [(404, {}), (200, {}), (200, [])])
async def test_a_version_that_is_not_told_is_none(pages, look, answer):
    pages.answers = [answer]
    assert await look.version() is None


async def test_one_that_is_told(pages, look):
    pages.answers = [(200, {"version": "10.3.0"})]
    assert await look.version() == "10.3.0"
