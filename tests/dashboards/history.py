"""Generated histories of calls, and the same answers computed from them by pandas."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pandas as pd
from hypothesis import strategies as st

from spark_nb.domain.rows import Row
from tests.clients.scratch_database import ScratchDatabase

DAY = datetime(2024, 5, 1, tzinfo=UTC)
TOOLS = ("generate_script", "apply_patch", "render_preview", "asr")
NO_QUESTIONS = {"Overview", "Report", "overview", "query"}
"""Public names of ``spark_nb.dashboards`` that are not asked about a range."""

INSERT = """
INSERT INTO {table} SELECT found.*
FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) AS found ON CONFLICT DO NOTHING"""


def call(number: int, **columns: Any) -> Row:
    return {
        "call_id": str(UUID(int=number)),
        "session_id": "s-one",
        "user_id": "ann",
        "tool": "apply_patch",
        "service": "unity",
        "status": "succeeded",
        "error_code": None,
        "attempts": 1,
        "cache_hit": False,
        "duration_ms": 10.0,
        "queue_ms": None,
        "service_ms": None,
        "request_bytes": 10,
        "response_bytes": 20,
        "feature": None,
        "started_at": DAY.isoformat(),
    } | columns


@st.composite
def calls(draw: st.DrawFn, *, most: int = 60) -> list[Row]:
    """Draw calls over two days, many of them at the edges of minutes, hours and days."""
    offsets = st.one_of(
        st.integers(0, 2 * 86_400_000_000 - 1),
        st.builds(
            lambda hour, edge: hour * 3_600_000_000 + edge,
            st.integers(0, 47),
            st.sampled_from([0, 1, 59_999_999, 60_000_000, 3_599_999_999]),
        ),
    )
    status = st.sampled_from(["succeeded"] * 4 + ["failed", "rejected", "timed_out", "cancelled"])
    timed = st.one_of(st.none(), st.floats(0, 1))
    rows = []
    for number in range(draw(st.integers(1, most))):
        state, part = draw(status), draw(timed)
        duration_ms = draw(st.one_of(st.floats(0.01, 100), st.floats(100, 90_000)))
        rows.append(
            call(
                number,
                session_id=draw(st.sampled_from(["s-one", "s-two", "s-three"])),
                user_id=draw(st.sampled_from(["ann", "bo"])),
                tool=draw(st.sampled_from(TOOLS)),
                status=state,
                error_code={"failed": draw(st.sampled_from(["conflict", "BreakerOpen"])),
                            "rejected": "path", "timed_out": "timeout"}.get(state),
                attempts=draw(st.integers(0, 3)),
                cache_hit=draw(st.booleans()),
                duration_ms=duration_ms,
                queue_ms=None if part is None else part * duration_ms / 4,
                service_ms=None if part is None else part * duration_ms / 2,
                feature=draw(st.sampled_from([None, "boss fight"])),
                started_at=(DAY + timedelta(microseconds=draw(offsets))).isoformat(),
            )
        )  # fmt: skip
    return rows


async def write(database: ScratchDatabase, table: str, rows: list[Row]) -> None:
    await database.run(INSERT.format(table=table), json.dumps(rows))


def table_of(rows: list[Row]) -> pd.DataFrame:
    """Return calls as pandas sees them, with times as times."""
    frame = pd.DataFrame(rows)
    frame["started_at"] = pd.to_datetime(frame["started_at"], utc=True, format="ISO8601")
    for name in ("queue_ms", "service_ms"):
        frame[name] = frame[name].astype("float64")
    return frame


def wanted(
    frame: pd.DataFrame, since: datetime, until: datetime, filters: dict[str, str]
) -> pd.DataFrame:
    """Return the calls of a range that the filters ask for."""
    inside = (frame["started_at"] >= since) & (frame["started_at"] < until)
    for name, text in filters.items():
        inside &= frame[name] == text
    return frame[inside]
