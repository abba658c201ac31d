"""A file of the project, read to be sent to a service."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TypeVar

from spark_nb.disk.inside import locate
from spark_nb.domain.guardrail import Guardrail, refusal
from spark_nb.domain.request import FileRequest
from spark_nb.errors import RejectedError

T = TypeVar("T", bound=FileRequest)


def with_file(request: T, folder: Path | None) -> T:
    """Return the request with its file in it, read from the project folder.

    Raises RejectedError when there is no such file, when links lead out of its root folder, or
    when it breaks a guardrail; its size is looked at before it is read.
    """
    file = _locate(request.path, folder)
    try:
        return request.with_content(_read(file, request))
    except Guardrail as rule:
        raise refusal(rule, "path") from None
    except OSError as error:
        raise _refused(
            request.path,
            f"{request.path} cannot be read: {error.strerror or type(error).__name__}.",
            "Check the path; it is relative to the project folder.",
        ) from None


def _locate(path: str, folder: Path | None) -> Path:
    if folder is None:
        raise _refused(path, "There is no project folder on this machine.", "Set SPARK_PROJECT.")
    return locate(folder.resolve(), path)


def _read(file: Path, request: FileRequest) -> bytes:
    """Read a plain file, and of one that grows meanwhile no more than one byte over the limit."""
    with open(file, "rb", opener=_open_resolved) as opened:
        facts = os.fstat(opened.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise Guardrail(
                f"{request.path} is no file.", actual=request.path, hint="Use the path of a file."
            )
        request.check_size(facts.st_size)
        return opened.read(request.limit_bytes + 1)


def _open_resolved(file: str, flags: int) -> int:
    """Open what has no links: one put there since is refused, and no pipe is waited for."""
    return os.open(file, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _refused(path: str, message: str, hint: str) -> RejectedError:
    return RejectedError(message, field="path", actual=path, hint=hint)
