"""What goes wrong once a write is done: then the write may be there, whatever the reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from spark_nb.clients.dialects.mcp_for_unity.payload import lost
from spark_nb.errors import ServiceError, ToolError


@contextmanager
def after_write() -> Iterator[None]:
    """Say of what fails in here that the write may have landed: it is looked for, then.

    An editor that is gone or busy tells of the look at the file, not of the write before.
    """
    try:
        yield
    except ServiceError as error:
        error.landed = "maybe"
        raise
    except ToolError as error:
        if error.retry_after_seconds is None:
            raise
        raise lost(error.message) from error
