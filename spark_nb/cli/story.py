"""``spark-nb lint-story``: proof-read the story of a visual novel."""

from __future__ import annotations

import argparse
import json

from spark_nb.cli.command import AddCommand
from spark_nb.cli.table import print_table

# ruff: noqa: PLC0415 - what a command does not need is not imported


def add_story_command(add: AddCommand) -> None:
    command = add("lint-story", _lint_story)
    command.add_argument("path", nargs="+", help="a story's JSON file")
    command.add_argument("--json", action="store_true", help="print what was found as JSON")


def _lint_story(options: argparse.Namespace) -> int:
    """Proof-read stories: dead ends, choices nobody can take, what is missing. Fails on errors."""
    from spark_nb.story import lint

    reports = [lint(path) for path in options.path]
    if options.json:
        print(json.dumps([report.as_json() for report in reports], ensure_ascii=False, indent=2))
    else:
        for report in reports:
            print(f"{report.title}: {report.summary()}")
            if report.findings:
                print_table([[f.severity, f.node, f.field, f.reason] for f in report])
    return 0 if all(report.is_playable for report in reports) else 1
