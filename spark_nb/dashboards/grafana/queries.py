"""A question as a query of Grafana's PostgreSQL data source, which its SDK has no model of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.cog.variants import Dataquery
from grafana_foundation_sdk.models.dashboard import DataSourceRef

from spark_nb.dashboards.query_text import query_text

PLUGIN, SOURCE_UID = "grafana-postgresql-datasource", "spark-replica"
SOURCE = DataSourceRef(type_val=PLUGIN, uid=SOURCE_UID)

Format = Literal["table", "time_series"]


@dataclass(frozen=True)
class SqlQuery(Dataquery):
    sql: str
    format: Format = "table"
    ref_id: str = "A"

    def to_json(self) -> dict[str, object]:
        return {
            "refId": self.ref_id,
            "datasource": SOURCE,
            "format": self.format,
            "editorMode": "code",
            "rawQuery": True,
            "rawSql": self.sql,
        }


@dataclass(frozen=True)
class Ready(Builder[Dataquery]):
    """A query that needs no building, where the SDK asks for a builder."""

    query: SqlQuery

    def build(self) -> SqlQuery:
        return self.query


def answer_sql(question: str, columns: str, rest: str = "") -> str:
    """Return SQL that takes ``columns`` from a question's answer, its parameters still in place.

    ``rest`` follows: conditions, grouping, order.
    """
    return f"SELECT {columns}\nFROM (\n{query_text(question).strip()}\n) AS answer\n{rest}".strip()
