"""The overview without a browser: what its parts show and choose."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from spark_nb.dashboards.board import QUESTIONS, Overview, overview
from tests.clients.row_samples import session
from tests.dashboards.history import call, write
from tests.dashboards.test_replica import AWAY

PLOT = "application/vnd.plotly.v1+json"
HOUR_AGO = (datetime.now(UTC) - timedelta(hours=1)).isoformat()


@pytest.fixture
async def board(database):
    await write(database, "spark_sessions", [
        session(session_id="s-one", started_at=HOUR_AGO, last_seen_at=HOUR_AGO),
    ])  # fmt: skip
    await write(database, "spark_function_calls", [
        call(1, started_at=HOUR_AGO, duration_ms=900.0, tool="asr"),
        call(2, started_at=HOUR_AGO, duration_ms=20.0, feature="<b>boss</b>"),
    ])  # fmt: skip
    made = overview()
    await made.ready()
    yield made
    made.close()


def cards(board: Overview):
    return list(board._cards.values())


def headings(board: Overview) -> list[str]:
    return [card._heading.value for card in cards(board)]


async def test_nine_figures_of_real_data(board):
    assert len(cards(board)) == len(QUESTIONS) == 9
    for card in cards(board):
        (output,) = card._figure.outputs
        assert output["data"][PLOT]["layout"]["height"] > 0
        assert "replica, up to date" in card._note.value
    assert "asr is slowest: p95 900 ms" in headings(board)[0]


async def test_a_filter_is_heeded_and_offered(board):
    options = {name: chooser.options for name, chooser in board._filters.items()}
    assert options == {
        "tool": ("all", "apply_patch", "asr"),
        "session_id": ("all", "s-one"),
        "user_id": ("all", "ann"),
        "feature": ("all", "<b>boss</b>"),
    }
    board._filters["tool"].value = "apply_patch"
    await board.ready()
    assert "apply_patch is slowest" in headings(board)[0]
    assert "tool apply_patch" in headings(board)[0]
    assert board._filters["tool"].value == "apply_patch", "it stays chosen"
    board._filters["feature"].value = "<b>boss</b>"
    await board.ready()
    assert "feature &lt;b&gt;boss&lt;/b&gt;" in headings(board)[0]
    assert "<b>boss" not in "".join(headings(board))


async def test_a_range_without_calls_says_what_to_do(board):
    board._range.value = timedelta(minutes=15)
    await board.ready()
    assert "No calls in this range yet" in headings(board)[0]


async def test_what_goes_wrong_stands_in_the_cards(board, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", AWAY)
    monkeypatch.setenv("DATABASE_REPLICA_URL", AWAY)
    board.refresh()
    await board.ready()
    for heading in headings(board):
        assert "The replica does not answer" in heading
    assert all(card._figure.layout.opacity == "0.5" for card in cards(board))
    assert all(card._figure.outputs for card in cards(board)), "what was there stays"


async def test_a_newer_choice_gives_up_the_older(board):
    board._filters["tool"].value = "asr"
    older = board._reading
    board._filters["tool"].value = "apply_patch"
    await board.ready()
    assert older.cancelled()
    assert "apply_patch is slowest" in headings(board)[0]


async def test_auto_reads_again_and_ends_with_the_board(board, monkeypatch):
    monkeypatch.setattr("spark_nb.dashboards.board._AUTO_SECONDS", 0)
    first = board._reading
    board._auto.value = True
    async with asyncio.timeout(20):
        while board._reading is first or not board._reading.done():
            await asyncio.sleep(0)
            await asyncio.wait([board._reading])
    repeating = board._repeating
    board._auto.value = False
    await asyncio.wait([repeating])
    assert repeating.cancelled()
