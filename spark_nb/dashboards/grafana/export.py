"""Writes the files with which a Grafana sets itself up, as it reads them at its start."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr

from spark_nb.dashboards.grafana import alerts, boards
from spark_nb.dashboards.grafana.queries import PLUGIN, SOURCE_UID
from spark_nb.errors import SetupError

PASSWORD = "SPARK_GRAFANA_PASSWORD"
FOLDER = "SPARK"
_SSL_MODES = ("disable", "require", "verify-ca", "verify-full")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_RULE_FIELDS = (
    *("uid", "title", "condition", "data", "noDataState", "execErrState", "for"),
    *("annotations", "labels"),
)


def export_grafana(
    folder: Path, replica_url: SecretStr, *, dashboards_path: str | None = None
) -> list[Path]:
    """Write data source, dashboards and alert rules below ``folder``; return the files.

    The database's password is not among them: Grafana takes it from the variable
    ``SPARK_GRAFANA_PASSWORD``. ``dashboards_path`` is where Grafana finds the dashboards, when
    that is not where they are written. Raises SetupError when they cannot be.
    """
    path = dashboards_path or str((folder / "dashboards" / "spark").absolute())
    try:
        return [_written(folder / name, text) for name, text in _files(replica_url, path)]
    except OSError as error:
        raise SetupError(
            f"{error.filename or folder} cannot be written ({error.strerror}).",
            hint="Choose a folder of yours.",
        ) from None


def _files(replica_url: SecretStr, dashboards_path: str) -> Iterator[tuple[str, str]]:
    yield "datasources/spark.yaml", _yaml({"datasources": [_source(replica_url)]})
    yield "dashboards/spark.yaml", _yaml({"providers": [_provider(dashboards_path)]})
    for board in boards.BOARDS:
        yield f"dashboards/spark/{board.uid}.json", _json(boards.build(board))
    yield "alerting/spark.yaml", _yaml({"groups": [_rules()]})


def _source(replica_url: SecretStr) -> dict[str, Any]:
    facts = conninfo_to_dict(replica_url.get_secret_value())
    host, port = str(facts.get("host") or "localhost"), facts.get("port") or 5432
    mode = str(facts.get("sslmode") or "")
    return {
        "name": "SPARK replica",
        "uid": SOURCE_UID,
        "type": PLUGIN,
        "access": "proxy",
        "url": f"{host}:{port}",
        "user": facts.get("user"),
        "jsonData": {
            "database": facts.get("dbname"),
            "sslmode": mode if mode in _SSL_MODES else _default_ssl_mode(host),
            "maxOpenConns": 4,
            "timescaledb": False,
        },
        "secureJsonData": {"password": f"${PASSWORD}"},
    }


def _default_ssl_mode(host: str) -> str:
    """Of libpq's modes Grafana knows none that would do without if need be."""
    return "disable" if host.startswith("/") or host in _LOOPBACK else "require"


def _provider(path: str) -> dict[str, Any]:
    return {
        "name": "spark",
        "folder": FOLDER,
        "type": "file",
        "allowUiUpdates": False,
        "options": {"path": path},
    }


def _rules() -> dict[str, Any]:
    rules = [json.loads(_json(alerts.build(alert))) for alert in alerts.ALERTS]
    return {
        "orgId": 1,
        "name": "spark",
        "folder": FOLDER,
        "interval": "1m",
        "rules": [{name: rule[name] for name in _RULE_FIELDS} for rule in rules],
    }


def _written(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def _json(model: object) -> str:
    return json.dumps(model, cls=JSONEncoder, indent=2) + "\n"


def _yaml(content: dict[str, Any]) -> str:
    return yaml.safe_dump({"apiVersion": 1, **content}, sort_keys=False, width=99)
