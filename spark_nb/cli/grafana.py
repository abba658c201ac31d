"""``spark-nb grafana export DIR``: the dashboards in a Grafana of the user's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from spark_nb.cli.command import AddCommand
from spark_nb.cli.running import open_stack, read_settings
from spark_nb.errors import SetupError

# ruff: noqa: PLC0415 - what a command does not need is not imported


def add_grafana(add: AddCommand) -> None:
    grafana = add("grafana", _grafana)
    grafana.add_argument("action", choices=["export"], help="write provisioning files")
    grafana.add_argument("folder", type=Path, metavar="DIR", help="Grafana's provisioning folder")
    grafana.add_argument(
        "--dashboards-path",
        help="where Grafana finds DIR/dashboards/spark, if elsewhere, as in a container",
    )


def _grafana(options: argparse.Namespace) -> int:
    """Write data source, dashboards and alert rules for Grafana."""
    try:
        from spark_nb.dashboards.grafana.export import PASSWORD, export_grafana
    except ModuleNotFoundError as error:
        if (error.name or "spark_nb").startswith("spark_nb"):
            raise
        raise SetupError(
            f"Dashboards for Grafana need a package that is not installed ({error.name}).",
            hint="Install what they need: pip install 'spark-nb[lab,grafana]'.",
        ) from None
    settings = read_settings()
    url = settings.database_replica_url or open_stack(settings).database_replica_url
    for file in export_grafana(options.folder, url, dashboards_path=options.dashboards_path):
        print(f"Wrote {file}")
    print(f"Start Grafana with GF_PATHS_PROVISIONING={options.folder.absolute()} and, in")
    print(f"{PASSWORD}, the password that DATABASE_REPLICA_URL has (embedded: in the address that")
    print("spark-nb status --json shows).")
    return 0
