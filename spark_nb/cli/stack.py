"""``spark-nb up | down | status | lab | sandbox``: the embedded stack."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from spark_nb.cli.command import AddCommand
from spark_nb.cli.running import examine_parts, home_of, open_stack, read_settings, running_stack
from spark_nb.cli.table import print_table

if TYPE_CHECKING:
    from spark_nb.local.health import PartHealth
    from spark_nb.settings import Endpoints

# ruff: noqa: PLC0415 - what a command does not need is not imported

_ADDRESSES = (
    *("nats_url", "nats_ws_url", "database_url", "database_replica_url"),
    *("unity_mcp_url", "unity_mcp_token", "project"),
)


def add_stack_commands(add: AddCommand) -> None:
    add("up", _up)
    down = add("down", _down)
    down.add_argument(
        "--purge",
        action="store_true",
        help="delete databases, event streams, passwords, logs, undo history and the project "
        "below SPARK_HOME too",
    )
    add("status", _status).add_argument("--json", action="store_true", help="with passwords")
    lab = add("lab", _lab)
    lab.add_argument("notebook", nargs="?", type=Path, metavar="NOTEBOOK")
    lab.epilog = "Anything else, and all after --, is passed on to JupyterLab."
    sandbox = add("sandbox", _sandbox)
    sandbox.add_argument("--project", type=Path, help="Unity project; default: SPARK_PROJECT")
    sandbox.add_argument("--token-file", type=Path, help="default: the embedded stack's token")
    sandbox.epilog = "--host, --port (default 8321) and --allow-host are passed on."


def _up(_: argparse.Namespace) -> int:
    """Start the embedded stack, or join the one that runs."""
    endpoints = open_stack()
    print(f"SPARK is up. Unity project: {endpoints.project}")
    print("spark-nb status shows its parts, spark-nb down stops it.")
    return 0


def _down(options: argparse.Namespace) -> int:
    """Stop the embedded stack."""
    from spark_nb.local.shutdown import purge_stack, stop_stack

    home = home_of(read_settings())
    if options.purge and not _may_purge(home):
        print("Nothing was deleted.")
        return 1
    was_running = purge_stack(home) if options.purge else stop_stack(home)
    print("Stopped." if was_running else "Nothing was running.")
    if options.purge:
        print(f"Deleted what SPARK kept in {home}.")
    return 0


def _may_purge(home: Path) -> bool:
    """Ask before a Unity project is deleted; a script is taken at its word."""
    from spark_nb.local.folders import Folders

    project = Folders(home).default_project
    if not (project.exists() and sys.stdin.isatty()):
        return True
    answer = input(f"This deletes the Unity project {project} too. Type yes to go on: ")
    return answer.strip().lower() == "yes"


def _status(options: argparse.Namespace) -> int:
    """Show the parts of the running stack."""
    settings = read_settings()
    stack = running_stack(settings)
    parts = examine_parts(stack) if stack else {}
    if options.json:
        from spark_nb.endpoints import join_endpoints

        addresses = _addresses(join_endpoints(settings, stack))
        parts_json = {name: asdict(part) for name, part in parts.items()}
        print(json.dumps({**addresses, "parts": parts_json}, indent=2))
        return 0
    print_table(_health_rows(parts))
    return 0


def _lab(options: argparse.Namespace) -> int:
    """Start the stack and open JupyterLab."""
    from spark_nb.local.jupyter_lab import lab_command, lab_environment

    command = lab_command(options.notebook, options.passed_on)
    settings = read_settings()
    open_stack(settings)
    print("SPARK is up. JupyterLab prints its address below; Ctrl-C ends it, not SPARK.")
    sys.stdout.flush()
    os.execve(command[0], command, lab_environment(home_of(settings)))


def _sandbox(options: argparse.Namespace) -> int:
    """Serve a Unity project without Unity, in the foreground."""
    from spark_nb.local.credentials import load_or_make_credentials
    from spark_nb.local.folders import Folders
    from spark_nb.local.private_file import write_private

    settings = read_settings()
    token_file = options.token_file
    if token_file is None:
        folders = Folders(home_of(settings))
        folders.make()
        token_file = folders.sandbox_token
        write_private(token_file, load_or_make_credentials(folders.credentials).sandbox_token)
    project = (options.project or settings.project).absolute()
    print(f"Unity project: {project}\nBearer token: in {token_file}", flush=True)
    command = [sys.executable, "-m", "spark_nb.sandbox"]
    command += ["--project", str(project), "--token-file", str(token_file)]
    os.execv(command[0], [*command, *options.passed_on])


def _addresses(endpoints: Endpoints) -> dict[str, str | None]:
    from pydantic import SecretStr

    values = {name: getattr(endpoints, name) for name in _ADDRESSES}
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value and str(value)
        for name, value in values.items()
    }


def _health_rows(parts: dict[str, PartHealth]) -> list[list[str]]:
    rows = [["PART", "HEALTH", "VERSION", "PID", "PORT", "MEMORY", "RESTARTS", "LAG"]]
    for name, part in parts.items():
        memory = "" if part.memory_mib is None else f"{part.memory_mib:.0f} MiB"
        lag = "" if part.lag_ms is None else f"{part.lag_ms:.1f} ms, {part.lag_bytes} B"
        facts = [part.version, part.pid, part.port]
        words = ["" if fact is None else str(fact) for fact in facts]
        rows.append([name, part.health, *words, memory, str(part.restarts), lag])
    return rows
