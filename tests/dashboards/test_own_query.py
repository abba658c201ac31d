"""SQL of the user's own, on the replica."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from spark_nb import dashboards
from spark_nb.errors import RejectedError
from tests.dashboards.history import DAY, call, write

RANGE = {"since": DAY, "until": DAY + timedelta(hours=1)}
COUNT = """
SELECT tool, count(*) AS calls FROM spark_function_calls
WHERE started_at >= %(since)s AND started_at < %(until)s AND tool LIKE %(like)s GROUP BY 1"""


async def ask(sql, **more):
    return await asyncio.to_thread(dashboards.query, sql, **RANGE, **more)


async def test_a_query_and_its_parameters(database, tmp_path):
    late = (DAY + timedelta(hours=1)).isoformat()
    await write(database, "spark_function_calls", [
        call(1), call(2, tool="asr"), call(3, started_at=late),
    ])  # fmt: skip
    frame = await ask(COUNT, like="apply%")
    assert frame.to_dict("records") == [{"tool": "apply_patch", "calls": 1}]
    assert frame.attrs["source"].startswith("replica, up to date")
    file = tmp_path / "mine.sql"
    file.write_text(COUNT)
    assert (await ask(file, like="a%"))["calls"].sum() == 2


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT * FROM spark_calls", 'relation "spark_calls" does not exist'),
        ("SELEC 1", "syntax error"),
        ("SELECT 1 / 0", "division by zero"),
        ("SELECT %(who)s", "query parameter missing: who"),
        ("DELETE FROM spark_function_calls", "read-only transaction"),
        ("SET transaction_read_only = off; DELETE FROM spark_usage", "read-write mode"),
    ],
)
async def test_what_is_wrong_with_it_is_said(database, sql, words):
    with pytest.raises(RejectedError, match=f"does not take the query: .*{words}"):
        await ask(sql)
