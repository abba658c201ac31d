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
    findings += [*_named_servers(settings), *_engine_findings(settings)]
    findings += _stack_findings(settings)
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


def _engine_findings(settings: Settings) -> list[Finding]:
    """Say what is at UNITY_MCP_URL: server, editors, project, and what will be slower."""
    if settings.unity_mcp_url is None:
        return []
    import asyncio

    from spark_nb.errors import SparkError
    from spark_nb.local.doctor import Finding
    from spark_nb.session.engine_report import report_engine

    try:
        report = asyncio.run(report_engine(settings, settings.unity_mcp_url))
    except SparkError as error:
        return [Finding("fail", "Unity", error.message, error.hint or "")]
    facts = report.facts
    version = f" {facts.version}" if facts.version else ""
    spoken = "" if report.dialect == facts.name else f", spoken to as {report.dialect}"
    found = [
        Finding("ok", "Unity server", f"{facts.name}{version}, {facts.tools} tools{spoken}"),
        *(Finding("ok", "editor", name) for name in facts.editors),
        Finding("ok", "Unity", f"{facts.unity_version or 'no editor'}: {report.state.text}"),
        Finding("ok", "project", facts.project or "on another machine"),
    ]
    advice = iter([facts.advice])
    notes = [Finding("warn", "with Unity", note, next(advice, "")) for note in facts.notes]
    return [*found, *notes]


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
