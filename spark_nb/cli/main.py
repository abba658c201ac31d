"""The command line: finds the command, and says in one line what went wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from spark_nb.cli.command import Run
from spark_nb.cli.database import add_database_commands
from spark_nb.cli.doctor import add_doctor
from spark_nb.cli.grafana import add_grafana
from spark_nb.cli.stack import add_stack_commands
from spark_nb.cli.story import add_story_command
from spark_nb.cli.unity_tools import add_unity_tools
from spark_nb.errors import SparkError

_PASSING_ON = ("lab", "sandbox")


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    ours, passed_on = _split(words)
    parser = _parser()
    options, unknown = parser.parse_known_args(ours)
    options.passed_on = [*unknown, *passed_on]
    if options.passed_on and options.command not in _PASSING_ON:
        parser.error(f"unrecognized arguments: {' '.join(options.passed_on)}")
    run: Run = options.run
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

    def add(name: str, run: Run) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        command.set_defaults(run=run)
        return command

    for add_commands in (
        add_stack_commands,
        add_doctor,
        add_database_commands,
        add_grafana,
        add_story_command,
        add_unity_tools,
    ):
        add_commands(add)
    return parser
