"""The command ``spark-nb``. Commands import what they need, so that ``--help`` is quick."""

from spark_nb.cli.main import main

__all__ = ["main"]
