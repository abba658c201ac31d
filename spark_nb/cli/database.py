"""``spark-nb migrate | demo-data``: what the database holds."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING

from spark_nb.cli.command import AddCommand
from spark_nb.cli.running import open_stack, read_settings

if TYPE_CHECKING:
    from spark_nb.dashboards.demo_load import Loaded

# ruff: noqa: PLC0415 - what a command does not need is not imported


def add_database_commands(add: AddCommand) -> None:
    migrate = add("migrate", _migrate)
    migrate.add_argument("--database-url", help="default: DATABASE_URL, else the embedded one")
    demo = add("demo-data", _demo_data)
    demo.add_argument("--days", type=_count, default=30, help="default: 30")
    demo.add_argument("--calls", type=_count, default=100_000, help="default: 100_000")
    demo.add_argument("--seed", type=int, default=1, help="another one gives another history")
    demo.add_argument("--database-url", help="default: DATABASE_URL, else the embedded one")


def _migrate(options: argparse.Namespace) -> int:
    """Bring the database's schema up to date."""
    from spark_nb.endpoints import migrate_database

    applied = asyncio.run(migrate_database(read_settings(), options.database_url))
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

    settings = read_settings()
    url = options.database_url or (
        settings.database_url and settings.database_url.get_secret_value()
    )
    if url and not _may_write_demo_data():
        print("Nothing was written.")
        return 1
    url = url or open_stack(settings).database_url.get_secret_value()
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
