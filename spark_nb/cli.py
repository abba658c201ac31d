"""The command ``spark-nb``. Commands import what they need, so that ``--help`` is quick."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from spark_nb.errors import SetupError, SparkError

if TYPE_CHECKING:
    from spark_nb.dashboards.demo_load import Loaded
    from spark_nb.local.doctor import Finding
    from spark_nb.local.health import PartHealth
    from spark_nb.local.stack import Stack
    from spark_nb.settings import Endpoints, Settings

# ruff: noqa: PLC0415 - see the module's docstring

_PASSING_ON = ("lab", "sandbox")
_ADDRESSES = (
    *("nats_url", "nats_ws_url", "database_url", "database_replica_url"),
    *("unity_mcp_url", "unity_mcp_token", "project"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    ours, passed_on = _split(words)
    parser = _parser()
    options, unknown = parser.parse_known_args(ours)
    options.passed_on = [*unknown, *passed_on]
    if options.passed_on and options.command not in _PASSING_ON:
        parser.error(f"unrecognized arguments: {' '.join(options.passed_on)}")
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except SparkError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:  # a file or terminal of the user's; nothing of ours to trace back
        print(
            f"{error.filename or 'output'}: {error.strerror or type(error).__name__}.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        return 130


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in words:
        return words, []
    at = words.index("--")
    return words[:at], words[at + 1 :]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="spark-nb", description="Prototype games in notebooks.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        command.set_defaults(run=run)
        return command

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
    add("doctor", _doctor)
    migrate = add("migrate", _migrate)
    migrate.add_argument("--database-url", help="default: DATABASE_URL, else the embedded one")
    demo = add("demo-data", _demo_data)
    demo.add_argument("--days", type=_count, default=30, help="default: 30")
    demo.add_argument("--calls", type=_count, default=100_000, help="default: 100_000")
    demo.add_argument("--seed", type=int, default=1, help="another one gives another history")
    demo.add_argument("--database-url", help="default: DATABASE_URL, else the embedded one")
    sandbox = add("sandbox", _sandbox)
    sandbox.add_argument("--project", type=Path, help="Unity project; default: SPARK_PROJECT")
    sandbox.add_argument("--token-file", type=Path, help="default: the embedded stack's token")
    sandbox.epilog = "--host, --port (default 8321) and --allow-host are passed on."
    return parser


def _up(_: argparse.Namespace) -> int:
    """Start the embedded stack, or join the one that runs."""
    endpoints = _open()
    print(f"SPARK is up. Unity project: {endpoints.project}")
    print("spark-nb status shows its parts, spark-nb down stops it.")
    return 0


def _down(options: argparse.Namespace) -> int:
    """Stop the embedded stack."""
    from spark_nb.local.shutdown import purge_stack, stop_stack

    home = _home(_settings())
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
    settings = _settings()
    stack = _running(settings)
    parts = _examine(stack) if stack else {}
    if options.json:
        from spark_nb.endpoints import join_endpoints

        addresses = _addresses(join_endpoints(settings, stack))
        parts_json = {name: asdict(part) for name, part in parts.items()}
        print(json.dumps({**addresses, "parts": parts_json}, indent=2))
        return 0
    _print_table(_health_rows(parts))
    return 0


def _lab(options: argparse.Namespace) -> int:
    """Start the stack and open JupyterLab."""
    from spark_nb.local.jupyter_lab import lab_command, lab_environment

    command = lab_command(options.notebook, options.passed_on)
    settings = _settings()
    _open(settings)
    print("SPARK is up. JupyterLab prints its address below; Ctrl-C ends it, not SPARK.")
    sys.stdout.flush()
    os.execve(command[0], command, lab_environment(_home(settings)))


def _doctor(_: argparse.Namespace) -> int:
    """Check this machine and say what to do about what is missing."""
    from spark_nb.local.doctor import examine_machine

    settings = _settings()
    findings = list(examine_machine(_home(settings)))
    findings += [*_named_servers(settings), *_stack_findings(settings)]
    _print_table([[item.level, item.subject, item.text] for item in findings])
    for item in findings:
        if item.advice:
            print(f"{item.subject}: {item.advice}")
    return 1 if any(item.level == "fail" for item in findings) else 0


def _named_servers(settings: Settings) -> Iterable[Finding]:
    from spark_nb.local.doctor import examine_server

    named = {
        "NATS_URL": settings.nats_url and settings.nats_url.get_secret_value(),
        "DATABASE_URL": settings.database_url and settings.database_url.get_secret_value(),
        "UNITY_MCP_URL": settings.unity_mcp_url,
    }
    return [examine_server(variable, url) for variable, url in named.items() if url]


def _stack_findings(settings: Settings) -> Iterable[Finding]:
    from spark_nb.local.doctor import Finding
    from spark_nb.local.folders import Folders
    from spark_nb.local.stack import find_stack

    home = _home(settings)
    stack = find_stack(Folders(home))
    if stack is None:
        return [Finding("ok", "stack", "not running; it starts when it is needed")]
    return [
        Finding("ok", name, part.health)
        if part.health == "ok"
        else Finding("fail", name, part.health, f"See {home / 'logs' / name}.log")
        for name, part in _examine(stack).items()
    ]


def _migrate(options: argparse.Namespace) -> int:
    """Bring the database's schema up to date."""
    from spark_nb.endpoints import migrate_database

    applied = asyncio.run(migrate_database(_settings(), options.database_url))
    print("\n".join(f"Applied {name}." for name in applied) or "The schema is up to date.")
    return 0


def _count(text: str) -> int:
    """Read a whole number from 1 on, with underscores if you like."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


def _demo_data(options: argparse.Namespace) -> int:
    """Write a made-up history of calls, usage and builds, to try the dashboards on."""
    from datetime import UTC, datetime

    from spark_nb.dashboards.demo_history import History
    from spark_nb.dashboards.demo_load import load_demo_history

    settings = _settings()
    url = options.database_url or (
        settings.database_url and settings.database_url.get_secret_value()
    )
    if url and not _may_write_demo_data():
        print("Nothing was written.")
        return 1
    url = url or _open(settings).database_url.get_secret_value()
    history = History(
        days=options.days, calls=options.calls, until=datetime.now(UTC), seed=options.seed
    )
    load_demo_history(url, history, _ProgressLine())
    print(
        f"Wrote {options.calls:,} calls of {len(history.sessions.ids):,} sessions in "
        f"{options.days} days. Open the notebook dashboards/overview.ipynb."
    )
    return 0


def _may_write_demo_data() -> bool:
    """Ask before made-up rows get among real ones; a script is taken at its word."""
    if not sys.stdin.isatty():
        return True
    answer = input("This writes made-up rows into a database of yours. Type yes to go on: ")
    return answer.strip().lower() == "yes"


class _ProgressLine:
    """Says how far a load is: on a terminal in one line, else once for each tenth."""

    def __init__(self) -> None:
        self._said = ""

    def __call__(self, loaded: Loaded) -> None:
        if loaded.left is None:
            tenths = 10 * loaded.calls // loaded.total
            words = f"{10 * tenths} % of {loaded.total:,} calls written"
        else:
            words = "Rolling up"
        if sys.stdout.isatty():
            left = "" if loaded.left is None else f", {loaded.left:,} minutes left"
            print(f"\r\x1b[K{words}{left}", end="" if loaded.left else "\n", flush=True)
        elif words != self._said:
            print(words, flush=True)
        self._said = words


def _sandbox(options: argparse.Namespace) -> int:
    """Serve a Unity project without Unity, in the foreground."""
    from spark_nb.local.credentials import load_or_make_credentials
    from spark_nb.local.folders import Folders
    from spark_nb.local.private_file import write_private

    settings = _settings()
    token_file = options.token_file
    if token_file is None:
        folders = Folders(_home(settings))
        folders.make()
        token_file = folders.sandbox_token
        write_private(token_file, load_or_make_credentials(folders.credentials).sandbox_token)
    project = (options.project or settings.project).absolute()
    print(f"Unity project: {project}\nBearer token: in {token_file}", flush=True)
    command = [sys.executable, "-m", "spark_nb.sandbox"]
    command += ["--project", str(project), "--token-file", str(token_file)]
    os.execv(command[0], [*command, *options.passed_on])


def _settings() -> Settings:
    from spark_nb.settings import load_settings

    return load_settings()


def _home(settings: Settings) -> Path:
    from spark_nb.local.home import stack_home

    return stack_home(settings)


def _open(settings: Settings | None = None) -> Endpoints:
    from spark_nb.endpoints import open_endpoints

    return asyncio.run(open_endpoints(settings or _settings()))


def _running(settings: Settings) -> Stack | None:
    """Return None when the environment names every server. Raises SetupError when none runs."""
    from spark_nb.endpoints import embedded_families
    from spark_nb.local.folders import Folders
    from spark_nb.local.stack import find_stack

    families = embedded_families(settings)
    stack = find_stack(Folders(_home(settings))) if families else None
    if families and (stack is None or not stack.serves(families)):
        what = "is not running" if stack is None else "runs without a part that is needed"
        raise SetupError(f"The embedded stack {what}.", hint="Start it with spark-nb up.")
    return stack


def _examine(stack: Stack) -> dict[str, PartHealth]:
    from spark_nb.local.health import examine

    return asyncio.run(examine(stack))


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


def _print_table(rows: list[list[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


if __name__ == "__main__":
    raise SystemExit(main())
