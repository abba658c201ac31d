"""Writes a made-up history into a database through COPY, and rolls it up."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
import psycopg
from psycopg import sql

from spark_nb.assets import asset_folder
from spark_nb.dashboards.demo_history import (
    FEATURES,
    NAMES,
    STATUSES,
    USERS,
    Calls,
    History,
    microseconds,
    service_of,
)
from spark_nb.domain.rows import Table
from spark_nb.errors import ServiceUnavailable, SetupError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NULL = r"\N"
_SAMPLE_SECONDS = 60
_QUEUES = ("unity.queue_depth", "events.queue_depth")
_STEPS_MS = {"rows": (1.2, 4.0), "publish": (0.02, 0.06)}
_USAGE_SHARE = 0.03
# Provider, model, US dollars per million tokens in and out; None is not on the price list.
_MODELS: tuple[tuple[str, str, float | None, float | None], ...] = (
    ("openai", "gpt-4o", 2.5, 10.0),
    ("anthropic", "claude-sonnet-4-5", 3.0, 15.0),
    ("google", "gemini-2.5-flash", 0.3, 2.5),
    ("local", "our-own-7b", None, None),
)
_TARGETS = ("WebGL", "StandaloneWindows64", "StandaloneLinux64", "Android")
_STAGES = ("check", "scripts", "assets", "pack")
_COLUMNS: dict[Table, tuple[str, ...]] = {
    "spark_sessions": (
        "session_id", "user_id", "project", "client", "started_at", "last_seen_at", "ended_at",
    ),
    "spark_function_calls": (
        "call_id", "session_id", "user_id", "tool", "service", "status", "error_code", "attempts",
        "cache_hit", "duration_ms", "queue_ms", "service_ms", "request_bytes", "response_bytes",
        "feature", "started_at",
    ),
    "spark_usage": (
        "usage_id", "session_id", "user_id", "call_id", "feature", "provider", "model",
        "input_tokens", "output_tokens", "cached_tokens", "cache_write_tokens", "cost_usd",
        "price_id", "used_at",
    ),
    "spark_build_jobs": (
        "job_id", "session_id", "target", "config", "status", "stage", "progress", "artifact",
        "byte_length", "error_code", "queued_at", "started_at", "ended_at",
    ),
    "spark_metrics": ("metric_id", "session_id", "name", "value", "sampled_at"),
}  # fmt: skip


class Loaded(NamedTuple):
    """How far a load is: ``calls`` of ``total`` written, then ``left`` minutes to roll up."""

    calls: int
    total: int
    left: int | None = None


def load_demo_history(url: str, history: History, report: Callable[[Loaded], None]) -> None:
    """Write ``history``, telling how far it is. Raises ServiceUnavailable or SetupError."""
    names = _Names(history)
    with _connected(url) as connection:
        connection.execute(_statement("make_weeks"), {"since": history.since})
        _copy(connection, "spark_sessions", names.sessions())
        written = 0
        for calls in history.chunks():
            rows, usage, builds = names.calls(calls)
            _copy(connection, "spark_function_calls", rows)
            _copy(connection, "spark_usage", usage)
            _copy(connection, "spark_build_jobs", builds)
            written += len(rows)
            report(Loaded(written, history.count))
        for samples in names.samples():
            _copy(connection, "spark_metrics", samples)
        while _scalar(connection, "roll_up"):
            report(Loaded(written, history.count, left=_scalar(connection, "stale_minutes")))


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection]:
    """Connect. Causes are left out: the driver repeats parts of an address that it misreads."""
    try:
        with psycopg.connect(
            url, autocommit=True, connect_timeout=5, application_name="spark-nb demo-data"
        ) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise ServiceUnavailable(
            f"The database does not answer ({type(error).__name__}).",
            hint="Run spark-nb status, or check DATABASE_URL. What was written before stays.",
        ) from None
    except psycopg.Error as error:
        raise SetupError(
            f"The database refused: {error.diag.message_primary or type(error).__name__}.",
            hint="Run spark-nb migrate, and write as a user who may.",
        ) from None


def _scalar(connection: psycopg.Connection, query: str) -> int:
    row = connection.execute(_statement(query)).fetchone()
    return int(row[0]) if row else 0


def _statement(name: str) -> str:
    return (asset_folder("sql") / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def _copy(connection: psycopg.Connection, table: Table, lines: Iterable[str]) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, _COLUMNS[table]))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
    text = "\n".join(lines)
    if text:
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(text + "\n")


class _Names:
    """A history as lines of COPY's text format, with ids of its own."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._chance = random.Random(history.count)
        sessions = history.sessions
        self._users = [USERS[user] for user in sessions.users]
        self._calls: Counter[tuple[int, int]] = Counter()

    def sessions(self) -> Iterator[str]:
        found = self._history.sessions
        for place, name in enumerate(found.ids):
            start, end = _time(found.starts_us[place]), _time(found.ends_us[place])
            yield _line(name, self._users[place], "demo", "spark-nb", start, end, end)

    def calls(self, calls: Calls) -> tuple[list[str], list[str], list[str]]:
        """Return the lines of calls, and of the usage and the builds that came of them."""
        ids, users = self._history.sessions.ids, self._users
        rows, usage, builds = [], [], []
        sizes = calls.bytes.tolist()
        columns = zip(
            calls.started_us.tolist(), calls.session.tolist(), calls.tool.tolist(),
            calls.status.tolist(), calls.error_code, calls.cache_hit.tolist(),
            calls.attempts.tolist(), calls.duration_ms.tolist(), calls.queue_ms.tolist(),
            calls.service_ms.tolist(), calls.feature.tolist(), sizes, strict=True,
        )  # fmt: skip
        for (started, session, tool, status, code, hit, attempts, ms, queue, service, feature,
             size) in columns:  # fmt: skip
            call_id, at = self._uuid(started), _time(started)
            feature_name = FEATURES[feature] or _NULL
            rows.append(
                f"{call_id}\t{ids[session]}\t{users[session]}\t{NAMES[tool]}\t{service_of(tool)}\t"
                f"{STATUSES[status]}\t{code or _NULL}\t{attempts}\t{'t' if hit else 'f'}\t"
                f"{ms:.3f}\t{queue:.3f}\t{service:.3f}\t{size}\t{3 * size}\t{feature_name}\t{at}"
            )
            self._calls[session, tool] += 1
            if self._chance.random() < _USAGE_SHARE:
                usage.append(self._usage(call_id, ids[session], users[session], feature_name, at))
            if NAMES[tool] == "run_build" and status == 0:
                builds.append(self._build(ids[session], started))
        return rows, usage, builds

    def samples(self) -> Iterator[list[str]]:
        """Yield, by session, how long its queues were, and what came after its calls."""
        found = self._history.sessions
        for place, name in enumerate(found.ids):
            times = np.arange(found.starts_us[place], found.ends_us[place], _SAMPLE_SECONDS * 1e6)
            yield [
                _line(self._uuid(int(at)), name, queue, self._depth(queue), _time(int(at)))
                for at in times
                for queue in _QUEUES
            ]
        yield [
            _line(
                self._uuid(int(found.ends_us[session])), found.ids[session],
                f"time.{step}.{NAMES[tool]}", round(count * self._chance.uniform(*each_ms), 3),
                _time(found.ends_us[session]),
            )
            for (session, tool), count in self._calls.items()
            for step, each_ms in _STEPS_MS.items()
        ]  # fmt: skip

    def _depth(self, queue: str) -> float:
        busy = self._chance.random() < 0.06
        scale = 12.0 if queue.startswith("unity") else 40.0
        return float(int(self._chance.expovariate(1 / scale))) if busy else 0.0

    def _usage(self, call_id: str, session: str, user: str, feature: str, at: str) -> str:
        provider, model, price_in, price_out = self._chance.choice(_MODELS)
        tokens_in = int(self._chance.lognormvariate(7.2, 0.8))
        tokens_out = int(self._chance.lognormvariate(5.5, 0.9))
        cost, price_id = _NULL, _NULL
        if price_in is not None and price_out is not None:
            cost = f"{(tokens_in * price_in + tokens_out * price_out) / 1e6:.8f}"
            price_id = "demo"
        return _line(
            self._uuid_at(at), session, user, call_id, feature, provider, model,
            tokens_in, tokens_out, tokens_in // 4, 0, cost, price_id, at,
        )  # fmt: skip

    def _build(self, session: str, started: int) -> str:
        chance = self._chance
        status = chance.choices(("succeeded", "failed", "cancelled", "timed_out"), (86, 9, 3, 2))[
            0
        ]
        waited, took = chance.expovariate(1 / 4), chance.lognormvariate(3.4, 0.5)
        is_whole = status == "succeeded"
        begun = started + int(waited * 1e6)
        return _line(
            self._uuid(started), session, chance.choice(_TARGETS), json.dumps({}), status,
            _NULL if is_whole else chance.choice(_STAGES),
            1.0 if is_whole else round(chance.uniform(0.1, 0.9), 2),
            "Builds/game.zip" if is_whole else _NULL,
            int(chance.lognormvariate(16.5, 0.3)) if is_whole else _NULL,
            "script_error" if status == "failed" else _NULL,
            _time(started), _time(begun), _time(begun + int(took * 1e6)),
        )  # fmt: skip

    def _uuid(self, at_us: int) -> str:
        """Return a UUIDv7 of that time."""
        rest = self._chance.getrandbits(74)
        number = (at_us // 1000) << 80 | 0x7 << 76 | (rest >> 62) << 64 | 0b10 << 62
        text = f"{number | (rest & (1 << 62) - 1):032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def _uuid_at(self, at: str) -> str:
        return self._uuid(microseconds(datetime.fromisoformat(at)))


def _line(*values: Any) -> str:
    return "\t".join(map(str, values))


def _time(at_us: Any) -> str:
    return (_EPOCH + timedelta(microseconds=int(at_us))).isoformat()
