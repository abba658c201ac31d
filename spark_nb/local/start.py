"""Starts the stack, or joins the one that runs. Many may call at once; one starts."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from spark_nb.errors import SetupError
from spark_nb.local.families import PARTS, Family
from spark_nb.local.file_lock import is_held, locked
from spark_nb.local.folders import Folders
from spark_nb.local.program import clean_environment
from spark_nb.local.stack import Stack, find_stack
from spark_nb.local.wanted import Wanted, load_wanted, save_wanted

_POLL_SECONDS = 0.01
_FAILURES = 5
_LAUNCH_SECONDS = 30.0


def ensure_stack(
    home: Path, families: Iterable[Family], *, project: Path | None = None, seconds: float = 120.0
) -> Stack:
    """Return the stack of ``home`` with all of ``families`` ready. Blocks.

    ``project`` is the Unity project folder; None takes the one that is served, or a new one below
    ``home``. Raises SetupError.
    """
    folders, wanted = Folders(home), frozenset(families)
    deadline = time.monotonic() + seconds
    stack = find_stack(folders)
    if stack is None or not stack.is_ready(wanted):
        folders.make()
        with locked(folders.start_lock, seconds=seconds):
            _ask(folders, wanted, project)
        stack = _until_ready(folders, wanted, deadline)
    if project is not None and project.resolve() != stack.project.resolve():
        raise SetupError(
            f"The running stack serves the project {stack.project}, not {project}.",
            hint="Run spark-nb down first, or set SPARK_HOME to another folder.",
        )
    return stack


def _ask(folders: Folders, families: frozenset[Family], project: Path | None) -> None:
    """Have a supervisor, and have it know what is needed."""
    if is_held(folders.supervisor_lock):
        wanted = load_wanted(folders.wanted)
        if not families <= wanted.families:
            save_wanted(folders.wanted, replace(wanted, families=families | wanted.families))
        return
    save_wanted(folders.wanted, Wanted(families, str(project or folders.default_project)))
    if folders.state.exists():  # nobody may take it for the new supervisor's
        folders.state.replace(folders.stale_state)
    folders.failure.unlink(missing_ok=True)
    _launch(folders)


def _launch(folders: Folders) -> None:
    """Return when the supervisor holds its lock."""
    log = folders.logs / "supervisor.log"
    log.touch(mode=0o600)
    with log.open("ab") as output:
        try:
            subprocess.run(
                [sys.executable, "-P", "-m", "spark_nb.local.supervisor", str(folders.home)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=clean_environment(),
                start_new_session=True,
                check=True,
                timeout=_LAUNCH_SECONDS,
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise SetupError(
                f"The embedded stack does not start ({type(error).__name__}).",
                hint=f"See {log}, or run spark-nb doctor.",
            ) from error


def _until_ready(folders: Folders, families: frozenset[Family], deadline: float) -> Stack:
    while True:
        stack = find_stack(folders)
        if stack and stack.is_ready(families):
            return stack
        if not is_held(folders.supervisor_lock):
            raise _gave_up(folders)
        late = time.monotonic() > deadline
        if stack:
            _check_failures(stack, families, late=late)
        if late:
            raise SetupError(
                "The embedded stack is not ready yet.",
                hint="Look at spark-nb status, then try again.",
            )
        time.sleep(_POLL_SECONDS)


def _check_failures(stack: Stack, families: frozenset[Family], *, late: bool) -> None:
    for name in (name for family in families for name in PARTS[family]):
        part = stack.part(name)
        if part and part.problem and (part.failures >= _FAILURES or (late and part.failures)):
            raise SetupError(
                f"The embedded {name} does not start: {part.problem}.",
                hint=f"See {stack.folders.logs / name}.log; it is tried again and again.",
            )


def _gave_up(folders: Folders) -> SetupError:
    try:
        why = folders.failure.read_text()
    except FileNotFoundError:
        why = "The supervisor of the embedded stack ended."
    return SetupError(why, hint=f"See {folders.logs / 'supervisor.log'}.")
