"""``spark-nb unity-tools``: SPARK's package for Unity, put into a project."""

from __future__ import annotations

import argparse
from pathlib import Path

from spark_nb.cli.command import AddCommand

# ruff: noqa: PLC0415 - what a command does not need is not imported


def add_unity_tools(add: AddCommand) -> None:
    command = add("unity-tools", _unity_tools)
    command.add_argument("project", type=Path, metavar="PROJECT", help="a Unity project's folder")


def _unity_tools(options: argparse.Namespace) -> int:
    """Put SPARK's tools for MCP for Unity into a Unity project, or bring them up to date."""
    from spark_nb.disk.unity_package import install_unity_package

    done = install_unity_package(options.project)
    if not done.written and not done.removed:
        print(f"{done.folder} is up to date.")
    else:
        print(f"{done.folder}: files written {done.written}, removed {done.removed}.")
        print("Unity compiles them when its window is next in front.")
    if not done.has_mcp_for_unity:
        print("MCP for Unity is not in this project yet; until it is, the package does nothing.")
    return 0
