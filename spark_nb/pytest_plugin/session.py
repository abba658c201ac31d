"""The session of a test. Registered where pytest-asyncio is."""

# ruff: noqa: PLC0415 - imported when a test asks

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest_asyncio

if TYPE_CHECKING:
    from spark_nb.notebook import Session


@pytest_asyncio.fixture
async def spark_session(spark_environment: None) -> AsyncIterator[Session]:
    """An open session on a stack of the test run's own, with a project of this test's own."""
    from spark_nb.notebook import connect

    async with await connect() as session:
        yield session
