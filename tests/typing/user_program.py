"""A program as a user writes it, for type checkers alone: each line states what a name is."""

# ruff: noqa: T201

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import timedelta
from decimal import Decimal
from typing import assert_type
from uuid import UUID

import spark_nb as spark
from spark_nb.domain.build import BuildStatus
from spark_nb.domain.event import Event
from spark_nb.domain.frame import Frame
from spark_nb.domain.health import Health
from spark_nb.domain.operation import Operation
from spark_nb.domain.preset_plan import PresetPlan
from spark_nb.domain.speech import AsrResult
from spark_nb.domain.unity import AssetResult, PatchResult, ScriptResult
from spark_nb.domain.vision import ClassifyResult, OcrResult, OcvResult
from spark_nb.pipeline.apply_preset import AppliedPreset


async def prototype() -> None:
    async with await spark.connect(session_id="monday", user="ann") as session:
        assert_type(session, spark.Session)
        plan = await session.plan_preset("2d-platformer")
        assert_type(plan, PresetPlan)
        print(plan.adds, plan.changes, plan.conflicts, plan.diff())
        await session.apply_preset("2d-platformer", on_progress=lambda step: print(step.path))
        assert_type(
            await session.apply_preset("2d-platformer", on_conflict="merge"), AppliedPreset
        )
        removed = await session.remove_preset("2d-platformer", force=True)
        assert_type(removed.kept, tuple[str, ...])
        script = await session.unity.generate_script(
            name="Hero", code="public class Hero {}", path="Assets/Hero.cs"
        )
        assert_type(script, ScriptResult)
        patch = await session.unity.apply_patch(path="Assets/Hero.cs", patch="…")
        assert_type(patch, PatchResult)
        asset = await session.unity.ingest_asset(
            path="Assets/a.png", content=b"", media_type="image/png"
        )
        assert_type(asset, AssetResult)
        frame = await session.unity.render_preview(width=640, height=360, format="jpeg")
        assert_type(frame, Frame)
        assert_type(frame.data, bytes)
        assert_type(frame.warnings, tuple[str, ...])
        session.preview(frames_per_second=30).pause()
        session.history().close()
        assert_type(await session.undo(), Operation)
        assert_type(await session.redo(on_conflict="merge"), Operation)
        first = session.patches[0].operation_id
        assert_type(await session.rollback_to(first), list[Operation])
        assert_type(session.patches.export_json(), str)
        assert_type([operation.operation_id for operation in session.patches], list[UUID])
        assert_type(session.health(), Health)


async def build(session: spark.Session) -> None:
    parts = await session.unity.deconstruct_asset(path="Assets/Level.unity")
    assert_type([(part.name, part.kind) for part in parts.parts], list[tuple[str, str]])
    job = await session.unity.run_build(target="WebGL", config={"compression": "gzip"})
    status = await session.unity.get_build_status(job_id=job.job_id)
    assert_type(status, BuildStatus)
    assert_type(status.progress, float)


async def look_and_listen(session: spark.Session) -> None:
    page = await session.cv.ocr(path="Uploads/note.pdf", media_type="application/pdf", pages=[1])
    assert_type(page, OcrResult)
    assert_type(page.text, str)
    sign = await session.cv.ocv(path="Assets/sign.png", media_type="image/png", expected="EXIT")
    assert_type(sign, OcvResult)
    assert_type(sign.verified, bool)
    picture = await session.cv.classify(path="Assets/a.webp", media_type="image/webp", mode="fast")
    assert_type(picture, ClassifyResult)
    speech = await session.asr.asr(path="Uploads/a.wav", media_type="audio/wav", language="de")
    assert_type(speech, AsrResult)


async def watch(session: spark.Session) -> None:
    events = session.events()
    assert_type(events, AsyncGenerator[Event, None])
    async for event in events:
        print(event.subject, event.data)


async def pay(session: spark.Session) -> None:
    with session.feature("double jump"):
        usage = await session.record_usage("openai", "gpt-4o", 1000, 200, cached_tokens=10)
    assert_type(usage.cost_usd, Decimal | None)


async def watch_job(session: spark.Session) -> None:
    job = await session.unity.run_build(target="WebGL")
    async for status in session.watch_build(job.job_id):
        assert_type(status, BuildStatus)


def choose() -> list[str]:
    deck = spark.presets.find("jump", tag="2d", unity="2022.3")
    print([bad.reason for bad in deck.refused], spark.presets.get("2d-platformer").byte_length)
    return [loaded.preset.id for loaded in deck]


def look() -> None:
    timer = spark.metrics.snapshot()["timers"]["unity.generate_script"]
    assert_type(timer["p95"], float)
    report = spark.dashboards.latency_by_tool(since=timedelta(hours=6), tool="ocr")
    assert_type(report, spark.dashboards.Report)
    assert_type(report.source.rolled_up, bool | None)
    assert_type(spark.dashboards.cost(by="feature", user_id="ada").empty, bool)
    assert_type(spark.dashboards.overview(), spark.dashboards.Overview)


def mend(error: spark.SparkError) -> str | None:
    if isinstance(error, spark.RejectedError):
        return f"{error.field}: {error.limit} {error.actual}"
    if isinstance(error, spark.ServiceUnavailable):
        assert_type(error.retry_after_seconds, float | None)
    return error.hint


async def mistakes(session: spark.Session) -> None:
    """Each line is an error to a type checker; a checker that finds none complains here."""
    render = session.unity.render_preview
    await render(widht=640)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await render(format="gif")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    spark.dashboards.cost(by="colour")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    spark.dashboards.error_rates(tol="ocr")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await session.apply_preset(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    session.undo_all()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
