"""The limits around the Unity server, as a session has them."""

from __future__ import annotations

import asyncio

import pytest

from spark_nb.errors import RateLimitedError, SetupError
from spark_nb.session import SessionCore

SCRIPT = {"name": "Limited", "code": "public class Limited {}\n", "path": "Assets/Limited.cs"}


async def test_a_rate_from_the_environment_limits_a_tool(home, monkeypatch):
    monkeypatch.setenv("SPARK_HOME", str(home))
    monkeypatch.setenv("SPARK_RATE_TOOL", "0.1")
    async with await SessionCore.open() as session:
        await session.unity.generate_script(**SCRIPT)
        with pytest.raises(RateLimitedError) as caught:
            await session.unity.generate_script(**SCRIPT)
        assert "SPARK_RATE_TOOL" in str(caught.value)
        assert 2 < caught.value.retry_after_seconds <= 10


@pytest.mark.parametrize("rate", ["-1", "many", "inf"])
async def test_a_rate_that_is_none_is_refused_by_name(home, monkeypatch, rate):
    monkeypatch.setenv("SPARK_HOME", str(home))
    monkeypatch.setenv("SPARK_RATE_USER", rate)
    with pytest.raises(SetupError, match="SPARK_RATE_USER"):
        await SessionCore.open()


async def test_what_a_user_has_is_shared_by_the_users_sessions(home, monkeypatch):
    monkeypatch.setenv("SPARK_HOME", str(home))
    monkeypatch.setenv("SPARK_RATE_USER", "0.1")
    async with await SessionCore.open() as one, await SessionCore.open() as other:
        await one.unity.generate_script(**SCRIPT)
        with pytest.raises(RateLimitedError, match="SPARK_RATE_USER"):
            await other.unity.generate_script(**SCRIPT)


async def test_the_state_of_the_breaker_is_a_row(session, replica):
    query = "SELECT value FROM spark_metrics WHERE session_id = %s AND name = 'unity.breaker'"
    async with asyncio.timeout(30):
        while True:
            found = await (await replica.execute(query, [session.session_id])).fetchone()
            if found is not None:
                break
            await asyncio.sleep(0.02)
    assert found == (0,)
