"""Rows of every table, every column set, as they come back from the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from spark_nb.domain.ids import uuid7
from spark_nb.domain.rows import Row, Rows

_MIDNIGHT = datetime(2026, 5, 4, tzinfo=UTC)


def at(seconds: float) -> str:
    return (_MIDNIGHT + timedelta(seconds=seconds)).isoformat()


def new_id() -> str:
    return str(uuid7(_MIDNIGHT))


def call(**columns: Any) -> Row:
    return {
        "call_id": new_id(),
        "session_id": "s1",
        "user_id": "ada",
        "tool": "generate_script",
        "service": "unity",
        "status": "succeeded",
        "error_code": None,
        "attempts": 1,
        "cache_hit": False,
        "duration_ms": 12.5,
        "queue_ms": 0.25,
        "service_ms": 11.75,
        "request_bytes": 321,
        "response_bytes": 45,
        "feature": "double\tjump \\ ★",
        "started_at": at(0),
    } | columns


def event(**columns: Any) -> Row:
    return {
        "event_id": new_id(),
        "subject": "spark.runtime.unity.completed.s1",
        "session_id": "s1",
        "user_id": "ada",
        "tool": "generate_script",
        "call_id": new_id(),
        "occurred_at": at(0),
        "data": {"path": "Assets/Ünïcode\n.cs", "nested": [1, None, {"true": True}]},
    } | columns


def session(**columns: Any) -> Row:
    return {
        "session_id": "s1",
        "user_id": "ada",
        "project": "project",
        "client": "spark-nb",
        "started_at": at(0),
        "last_seen_at": at(0),
        "ended_at": None,
    } | columns


def build_job(**columns: Any) -> Row:
    return {
        "job_id": new_id(),
        "session_id": "s1",
        "target": "WebGL",
        "config": {"max_texture_size": 2048},
        "status": "queued",
        "stage": None,
        "progress": 0.0,
        "artifact": None,
        "byte_length": None,
        "error_code": None,
        "queued_at": at(0),
        "started_at": None,
        "ended_at": None,
    } | columns


def metric(**columns: Any) -> Row:
    return {
        "metric_id": new_id(),
        "session_id": "s1",
        "name": "cache.hits",
        "value": 3.0,
        "sampled_at": at(0),
    } | columns


def _script() -> Row:
    return {
        "call_id": new_id(),
        "session_id": "s1",
        "tool": "apply_patch",
        "path": "Assets/Player.cs",
        "created": False,
        "before_sha256": "a" * 64,
        "after_sha256": None,
        "byte_length": 12,
        "diagnostics": 2,
        "written_at": at(0),
    }


def preview(**columns: Any) -> Row:
    return {
        "call_id": new_id(),
        "session_id": "s1",
        "preview_id": new_id(),
        "frame_ref": "sha256-" + "b" * 64,
        "format": "png",
        "width": 640,
        "height": 360,
        "frame_index": 7,
        "time_s": 0.14,
        "byte_length": 20_000,
        "cache_hit": True,
        "warnings": 0,
        "duration_ms": 3.25,
        "rendered_at": at(0),
    } | columns


def usage(**columns: Any) -> Row:
    return {
        "usage_id": new_id(),
        "session_id": "s1",
        "user_id": "ada",
        "call_id": None,
        "feature": None,
        "provider": "anthropic",
        "model": "a-model",
        "input_tokens": 1_000,
        "output_tokens": 20,
        "cached_tokens": 500,
        "cache_write_tokens": 7,
        "cost_usd": None,
        "price_id": None,
        "used_at": at(0),
    } | columns


def one_of_each() -> Rows:
    return {
        "spark_sessions": [session(ended_at=at(9))],
        "spark_function_calls": [call()],
        "spark_events": [event()],
        "spark_generated_scripts": [_script()],
        "spark_previews": [preview()],
        "spark_build_jobs": [build_job(status="running", stage="pack", progress=0.5)],
        "spark_usage": [usage()],
        "spark_metrics": [metric()],
    }


def rows_of_a_call() -> Rows:
    made = call()
    events = [event(call_id=made["call_id"]) for _ in range(3)]
    return {"spark_function_calls": [made], "spark_events": events}
