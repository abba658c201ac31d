"""``spark-nb doctor``: what is missing, and what to do about it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from spark_nb.cli.command import AddCommand
from spark_nb.cli.running import examine_parts, home_of, read_settings
from spark_nb.cli.table import print_table

if TYPE_CHECKING:
    from spark_nb.local.doctor import Finding
    from spark_nb.settings import Settings

# ruff: noqa: PLC0415 - what a command does not need is not imported


def add_doctor(add: AddCommand) -> None:
    add("doctor", _doctor)


def _doctor(_: argparse.Namespace) -> int:
    """Check this machine and say what to do about what is missing."""
    from spark_nb.local.doctor import examine_machine

    settings = read_settings()
    findings = list(examine_machine(home_of(settings)))
    findings += [*_named_servers(settings), *_stack_findings(settings)]
    print_table([[item.level, item.subject, item.text] for item in findings])
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

    home = home_of(settings)
    stack = find_stack(Folders(home))
    if stack is None:
        return [Finding("ok", "stack", "not running; it starts when it is needed")]
    return [
        Finding("ok", name, part.health)
        if part.health == "ok"
        else Finding("fail", name, part.health, f"See {home / 'logs' / name}.log")
        for name, part in examine_parts(stack).items()
    ]
