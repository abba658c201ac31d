"""Runs programs: short ones to their end, servers until they are told to stop."""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL, Signals

from spark_nb.errors import SetupError
from spark_nb.local.server_user import ServerUser

# Nothing else is passed on: the caller's environment may hold tokens and PG* variables.
_PASSED_ON = ("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
_KILL_SECONDS = 5.0
_TAIL_CHARACTERS = 400

StopSignals = Sequence[tuple[Signals, float]]
"""Signals in the order to try, each with the seconds to wait for the end."""


class PartFailed(SetupError):
    """A part of the stack did not start or did not stay; the supervisor tries again."""


def clean_environment() -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    python = {name: text for name, text in os.environ.items() if name.startswith("PYTHON")}
    return {**passed_on, **python, "LC_ALL": "C.UTF-8"}


async def spawn(
    *arguments: str | Path,
    log: Path,
    user: ServerUser | None = None,
    pass_fds: Sequence[int] = (),
) -> Process:
    """Start a server that appends its output to ``log``. Raises PartFailed."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        return await asyncio.create_subprocess_exec(
            *arguments,
            stdin=DEVNULL,
            stdout=descriptor,
            stderr=STDOUT,
            cwd="/",
            env=clean_environment(),
            pass_fds=pass_fds,
            **(user.run_as if user else {}),
        )
    except OSError as error:
        raise PartFailed(f"{arguments[0]} does not start: {error.strerror}.") from error
    finally:
        os.close(descriptor)


async def run(
    *arguments: str | Path,
    user: ServerUser | None = None,
    environment: dict[str, str] | None = None,
    text: str = "",
    seconds: float,
) -> str:
    """Run a program with ``text`` as its input and return its output.

    Raises PartFailed with the end of its error output when it fails or takes longer.
    """
    name = Path(arguments[0]).name
    try:
        process = await asyncio.create_subprocess_exec(
            *arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            cwd="/",
            env={**clean_environment(), **(environment or {})},
            **(user.run_as if user else {}),
        )
    except OSError as error:
        raise PartFailed(f"{name} does not start: {error.strerror}.") from error
    try:
        async with asyncio.timeout(seconds):
            output, errors = await process.communicate(text.encode())
    except TimeoutError:
        raise PartFailed(f"{name} took longer than {seconds:.0f} s.") from None
    finally:
        await stop(process, ())
    if process.returncode:
        told = errors.decode(errors="replace").strip()[-_TAIL_CHARACTERS:]
        raise PartFailed(f"{name} failed: {told or f'exit code {process.returncode}'}")
    return output.decode()


async def stop(process: Process, signals: StopSignals) -> None:
    """End ``process``: each signal in turn, and a kill when none of them was enough."""
    for signal, seconds in (*signals, (SIGKILL, _KILL_SECONDS)):
        if process.returncode is not None:
            return
        with suppress(ProcessLookupError):  # it ended by itself in this moment
            process.send_signal(signal)
        with suppress(TimeoutError):  # the next signal is stronger
            async with asyncio.timeout(seconds):
                await process.wait()
