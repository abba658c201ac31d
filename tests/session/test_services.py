"""The vision and speech tools of a session, against a real server, and without one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from spark_nb.errors import RejectedError, SetupError
from spark_nb.session import SessionCore
from spark_nb.testing import ServiceServer
from spark_nb.testing.samples import dialled, text_picture

TOKEN = "a-token-that-nobody-may-see"


@pytest.fixture(scope="module")
def server() -> Iterator[ServiceServer]:
    with ServiceServer(TOKEN) as running:
        yield running


@pytest.fixture
async def session(
    home: Path, server: ServiceServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[SessionCore]:
    monkeypatch.setenv("SPARK_HOME", str(home))
    for service in ("CV", "ASR"):
        monkeypatch.setenv(f"{service}_SERVICE_URL", server.url)
        monkeypatch.setenv(f"{service}_SERVICE_TOKEN", TOKEN)
    async with await SessionCore.open() as opened:
        yield opened


async def put(session: SessionCore, path: str, content: bytes) -> None:
    file = session.project / path
    await asyncio.to_thread(file.parent.mkdir, parents=True, exist_ok=True)
    await asyncio.to_thread(file.write_bytes, content)


async def on_replica(replica, query, *parameters):
    """Return the rows once the replica has any."""
    async with asyncio.timeout(60):
        while True:
            rows = await (await replica.execute(query, parameters)).fetchall()
            if rows:
                return rows
            await asyncio.sleep(0.02)


async def test_files_of_the_project_are_read_heard_and_counted(session, replica) -> None:
    await put(session, "Uploads/note.png", text_picture("GAME OVER"))
    await put(session, "Uploads/call.wav", dialled("42"))
    picture = {"path": "Uploads/note.png", "media_type": "image/png"}
    assert (await session.cv.ocr(**picture)).text == "GAME OVER"
    assert (await session.cv.ocv(**picture, expected="GAME OVER")).verified
    assert (await session.cv.classify(**picture)).labels[0].name == "white"
    heard = await session.asr.asr(path="Uploads/call.wav", media_type="audio/wav")
    assert heard.text == "4 2"

    query = (
        "SELECT tool, service, status, request_bytes > 100 FROM spark_function_calls"
        " WHERE session_id = %s AND (SELECT count(*) FROM spark_function_calls"
        " WHERE session_id = %s) = 4 ORDER BY started_at"
    )
    assert await on_replica(replica, query, session.session_id, session.session_id) == [
        ("ocr", "cv", "succeeded", True),
        ("ocv", "cv", "succeeded", True),
        ("classify", "cv", "succeeded", True),
        ("asr", "asr", "succeeded", True),
    ]
    subjects = []
    async with asyncio.timeout(60):
        async for event in session.events():
            subjects.append(event.subject.rpartition(".")[0])
            assert "GAME" not in str(event.data)
            if len(subjects) == 8:
                break
    assert subjects[:2] == ["spark.runtime.cv.started", "spark.runtime.cv.completed"]
    assert subjects[6:] == ["spark.runtime.asr.started", "spark.runtime.asr.completed"]


async def test_what_a_guardrail_stops_never_reaches_the_service(session, server) -> None:
    asked = len(server.service.requests)
    with pytest.raises(RejectedError) as caught:
        await session.cv.ocr(path="Uploads/none.png", media_type="image/png")
    assert (caught.value.field, caught.value.tool) == ("path", "ocr")
    await put(session, "Uploads/lie.png", b"\xff\xd8\xff\xe0")
    with pytest.raises(RejectedError, match=r"Uploads/lie\.png is image/jpeg, not image/png\."):
        await session.cv.classify(path="Uploads/lie.png", media_type="image/png")
    assert len(server.service.requests) == asked


async def test_without_an_address_a_call_names_the_variable(home, monkeypatch) -> None:
    monkeypatch.setenv("SPARK_HOME", str(home))
    async with await SessionCore.open() as session:
        await put(session, "Uploads/note.png", text_picture("HI"))
        with pytest.raises(SetupError) as caught:
            await session.cv.ocr(path="Uploads/note.png", media_type="image/png")
    assert str(caught.value).startswith(
        "ocr: There is no vision service: CV_SERVICE_URL is not set."
    )
