"""Builds: jobs that check the project and pack it, whatever happens meanwhile."""

from __future__ import annotations

import hashlib
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from spark_nb.domain.build import BuildStatus, RunBuild
from spark_nb.errors import RejectedError, SparkError, ToolError
from spark_nb.sandbox.builds.job import Job
from spark_nb.sandbox.builds.job_store import JobStore
from spark_nb.sandbox.builds.stages import STAGES, build
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.work import Work, WorkCancelled
from tests.sandbox.unity_scene import Scene, texture

SCENE = "Assets/Level.unity"
LARGE = 64 * 1024 * 1024


@pytest.fixture
def game(engine: Engine) -> Iterator[Engine]:
    """A project that builds: one scene with one sprite, a script, and an asset nobody uses."""
    guid = texture(engine, "hero", ["rgbw"] * 4)
    texture(engine, "unused", ["r"])
    scene = Scene().camera()
    scene.sprite(guid)
    engine.project.write(SCENE, scene.text.encode())
    engine.project.write("Assets/Hero.cs", b"public class Hero { }\n")
    put_in_build(engine, SCENE)
    yield engine
    engine.builds.close()


def put_in_build(engine: Engine, path: str, guid: str | None = None) -> None:
    guid = guid or engine.project.guid(path) or "0" * 32
    entry = f"  m_Scenes:\n  - enabled: 1\n    path: {path}\n    guid: {guid}\n"
    change(engine, "ProjectSettings/EditorBuildSettings.asset", "  m_Scenes: []\n", entry)


def change(engine: Engine, path: str, old: str, new: str) -> None:
    content = (engine.project.read(path) or b"").decode()
    assert old in content
    engine.project.write(path, content.replace(old, new).encode())


def start(engine: Engine, job_id: UUID | None = None, **config: Any) -> BuildStatus:
    arguments = {"job_id": str(job_id or uuid4()), "target": "WebGL", "config": config}
    status = engine.call("run_build", arguments)
    assert isinstance(status, BuildStatus)
    return status


def ask(engine: Engine, job_id: UUID) -> BuildStatus:
    status = engine.call("get_build_status", {"job_id": str(job_id)})
    assert isinstance(status, BuildStatus)
    return status


def until_final(engine: Engine, job_id: UUID) -> BuildStatus:
    """The engine is asked as a client asks it: there is nothing else to wait for."""
    while not (status := ask(engine, job_id)).is_final:
        time.sleep(0.01)
    return status


def built(engine: Engine, **config: Any) -> BuildStatus:
    return until_final(engine, start(engine, **config).job_id)


def problems(status: BuildStatus) -> list[tuple[str, str | None, str]]:
    found = (status.report or {})["problems"]
    return [(one["severity"], one.get("path"), one["message"]) for one in found]


def test_a_sound_project_is_checked_and_packed(game: Engine) -> None:
    first = start(game)
    assert (first.status in ("queued", "running"), first.artifact) == (True, None)
    status = until_final(game, first.job_id)
    assert (status.status, status.progress, status.stage, status.error_code) == (
        "succeeded",
        1.0,
        None,
        None,
    )
    archive = game.project.root / (status.artifact or "")
    assert archive.stat().st_size == status.byte_length
    with zipfile.ZipFile(archive) as opened:
        names = set(opened.namelist())
        assert opened.testzip() is None
        assert opened.read(SCENE) == game.project.read(SCENE)
    assert {SCENE, f"{SCENE}.meta", "Assets/hero.png", "Assets/Hero.cs"} <= names
    assert {"build-report.json", "ProjectSettings/TagManager.asset"} <= names
    assert "Assets/unused.png" not in names
    assert "Builds" not in {path.split("/")[0] for path in game.project.snapshot().files}


def test_the_report_says_what_it_is_and_what_is_large(game: Engine) -> None:
    game.project.write("Assets/Resources/story.txt", bytes(range(256)) * 400)
    status = built(game)
    report: dict[str, Any] = status.report or {}
    assert (report["kind"], report["errors"]) == ("check-and-pack", 0)
    assert "not a player" in report["note"]
    assert "not a player" in status.log_tail
    assert report["largest"][0]["path"] == "Assets/Resources/story.txt"
    assert report["largest"][0]["byte_length"] > 102_400
    assert sum(asset["packed_bytes"] for asset in report["assets"]) == report["packed_bytes"]
    assert report["unused"] == ["Assets/unused.png"]
    assert report["revision"] == game.project.snapshot().revision
    assert (report["scenes"], report["changed_meanwhile"]) == ([SCENE], False)
    with zipfile.ZipFile(game.project.root / (status.artifact or "")) as opened:
        assert json.loads(opened.read("build-report.json"))["largest"] == report["largest"]


def test_the_same_project_gives_the_same_bytes(game: Engine) -> None:
    archives = [game.project.root / (built(game).artifact or "") for _ in range(2)]
    assert len({hashlib.sha256(archive.read_bytes()).digest() for archive in archives}) == 1


def dangling(engine: Engine) -> None:
    change(engine, SCENE, engine.project.guid("Assets/hero.png") or "", "ab" * 16)


def claimed_twice(engine: Engine) -> None:
    change(engine, "Assets/unused.png.meta", engine.project.guid("Assets/unused.png") or "",
           engine.project.guid("Assets/hero.png") or "")  # fmt: skip


def too_many_layers(engine: Engine) -> None:
    path = "ProjectSettings/TagManager.asset"
    change(engine, path, "  - Water\n", "  - Water\n  - One\n")


BROKEN = [
    (
        lambda e: e.project.write("Assets/Hero.cs", b"class Hero {\n"),
        "Assets/Hero.cs",
        "Syntax error",
    ),
    (dangling, SCENE, f"refers to {'ab' * 16}, which is not in the project."),
    (claimed_twice, "Assets/hero.png", "is claimed by"),
    (lambda e: e.project.delete(SCENE), SCENE, "is not there"),
    (lambda e: change(e, f"{SCENE}.meta", "guid: ", "guid: 0 #"), SCENE, "holds no GUID"),
    (lambda e: e.project.write(SCENE, b"\0\1"), SCENE, "Force Text"),
    (too_many_layers, "ProjectSettings/TagManager.asset", "33 layers"),
]


@pytest.mark.parametrize(("damage", "path", "words"), BROKEN)
def test_what_unity_would_refuse_fails_the_build(
    game: Engine, damage: Any, path: str, words: str
) -> None:
    damage(game)
    status = built(game)
    assert (status.status, status.error_code, status.artifact) == ("failed", "check_failed", None)
    assert any(
        severity == "error" and where == path and words in message
        for severity, where, message in problems(status)
    )
    assert not (game.project.root / "Builds").exists()


FOR_ONE = "class A { }\n#if %s\nclass {\n#endif\n"


@pytest.mark.parametrize(
    ("symbol", "path", "fails"),
    [
        ("UNITY_EDITOR", "Assets/A.cs", True),
        ("UNITY_WEBGL", "Assets/A.cs", True),
        ("UNITY_WEBGL", "Assets/Editor/A.cs", False),
        ("UNITY_ANDROID", "Assets/A.cs", False),
        ("UNITY_6000_0_OR_NEWER", "Assets/A.cs", False),
        ("OURS", "Assets/A.cs", True),
        ("THEIRS", "Assets/A.cs", False),
    ],
)
def test_scripts_are_checked_as_editor_and_player_compile_them(
    game: Engine, symbol: str, path: str, fails: bool
) -> None:
    settings = "  scriptingDefineSymbols:\n    Android: THEIRS\n    WebGL: MORE;OURS\n"
    change(game, "ProjectSettings/ProjectSettings.asset", "  runInB", f"{settings}  runInB")
    game.project.write(path, (FOR_ONE % symbol).encode())
    status = built(game)
    assert (status.status == "failed", bool(problems(status))) == (fails, fails)


def test_a_project_without_build_scenes_fails(engine: Engine) -> None:
    status = built(engine)
    assert ("error", None, "No scene is in the build settings.") in problems(status)


def test_a_scene_under_another_guid_fails(game: Engine) -> None:
    guid = game.project.guid(SCENE) or ""
    change(game, "ProjectSettings/EditorBuildSettings.asset", guid, "cd" * 16)
    assert "another GUID" in problems(built(game))[0][2]


def test_a_package_may_hold_what_is_missing(game: Engine) -> None:
    dangling(game)
    change(game, "Packages/manifest.json", '"dependencies": {',
           '"dependencies": {\n    "com.unity.cinemachine": "2.9.7",')  # fmt: skip
    status = built(game)
    assert status.status == "succeeded"
    assert "unless com.unity.cinemachine has it" in problems(status)[0][2]


def test_tags_layers_and_missing_metas_are_warnings(game: Engine) -> None:
    change(game, SCENE, "m_TagString: Untagged", "m_TagString: Ghost")
    change(game, SCENE, "m_Layer: 0", "m_Layer: 9")
    (game.project.root / "Assets/loose.txt").write_text("x")
    status = built(game)
    assert status.status == "succeeded"
    assert {message for _, _, message in problems(status)} == {
        "Tag 'Ghost' is not defined.",
        "Layer 9 has no name.",
        "It has no .meta, so Unity makes up a GUID.",
    }


def test_settings_are_held_against_what_is_asked_for(game: Engine) -> None:
    texture(game, "wide", ["r" * 64])
    asked = {"texture_max_size": 32, "texture_filter": "bilinear", "texture_compression": "normal"}
    status = built(game, **asked, compression="brotli", strip_engine_code=False, magic=1)
    assert status.status == "succeeded"
    found = {message for _, path, message in problems(status) if path != "Assets/hero.png"}
    assert found == {
        "config.magic is not known here and was not checked.",
        "webGLCompressionFormat is gzip, the build asks for brotli.",
        "stripEngineCode is True, the build asks for False.",
        "maxTextureSize is 64 px, the build asks for 32 px.",
        "filterMode is point, the build asks for bilinear.",
        "textureCompression is none, the build asks for normal.",
    }
    fits = built(game, texture_max_size=64, texture_filter="point", compression="gzip")
    assert problems(fits) == []


def test_a_platform_entry_counts_only_when_it_overrides(game: Engine) -> None:
    texture(game, "wide", ["r" * 64])
    own = "  - serializedVersion: 3\n    buildTarget: WebGL\n    maxTextureSize: 32\n"
    change(
        game, "Assets/wide.png.meta", "  spriteSheet:", f"{own}    overridden: 0\n  spriteSheet:"
    )
    ((_, path, message),) = problems(built(game, texture_max_size=32))
    assert (path, "is not overridden" in message) == ("Assets/wide.png", True)
    change(game, "Assets/wide.png.meta", f"{own}    overridden: 0", f"{own}    overridden: 1")
    assert problems(built(game, texture_max_size=32)) == []


@pytest.mark.parametrize(
    ("config", "field"),
    [
        ({"texture_max_size": 1}, "config.texture_max_size"),
        ({"compression": "rar"}, "config.compression"),
        ({"time_limit_s": 0}, "config.time_limit_s"),
    ],
)
def test_settings_without_sense_are_refused(
    engine: Engine, config: dict[str, Any], field: str
) -> None:
    with pytest.raises(RejectedError) as caught:
        start(engine, **config)
    assert (caught.value.field, caught.value.message.startswith(field)) == (field, True)


def test_the_same_id_is_the_same_job(game: Engine) -> None:
    job_id = uuid4()
    first = until_final(game, start(game, job_id).job_id)
    again = game.call("run_build", {"job_id": str(job_id), "target": "iOS"})
    assert again == first


def test_nobody_knows_a_job_that_was_not_started(engine: Engine) -> None:
    for act in (lambda: ask(engine, uuid4()), lambda: start(engine, cancel=True)):
        with pytest.raises(ToolError) as caught:
            act()
        assert caught.value.code == "not_found"


def test_several_jobs_are_done_in_the_order_they_came(game: Engine) -> None:
    jobs = [start(game).job_id for _ in range(4)]
    for job_id in jobs:
        assert until_final(game, job_id).status == "succeeded"
    assert [job.job_id for job in JobStore(game.project.root).load()] == jobs
    times = [(game.project.root / f"Builds/WebGL-{job}.zip").stat().st_mtime_ns for job in jobs]
    assert times == sorted(times)


def make_slow(engine: Engine) -> None:
    """Give a build gigabytes to compress; it is stopped long before."""
    path = engine.project.root / "Assets/Resources/large.bytes"
    path.parent.mkdir()
    with path.open("wb") as stream:
        stream.truncate(400 * LARGE)


def until_packing(engine: Engine, job_id: UUID) -> None:
    while ask(engine, job_id).stage != "pack":
        time.sleep(0.01)


def test_a_running_job_is_cancelled_and_a_waiting_one_never_begins(game: Engine) -> None:
    make_slow(game)
    running, waiting = start(game).job_id, start(game).job_id
    until_packing(game, running)
    assert ask(game, waiting).status == "queued"
    assert start(game, waiting, cancel=True).status == "cancelled"
    start(game, running, cancel=True)
    ended = until_final(game, running)
    assert (ended.status, ended.error_code, ended.artifact) == ("cancelled", "cancelled", None)
    assert list((game.project.root / "Builds").iterdir()) == []
    assert start(game, running, cancel=True) == ended


def test_a_job_ends_at_its_time_limit(game: Engine) -> None:
    make_slow(game)
    status = built(game, time_limit_s=0.5)
    assert (status.status, status.error_code) == ("timed_out", "time_limit")
    assert "time limit" in status.log_tail
    assert list((game.project.root / "Builds").iterdir()) == []


def test_a_sandbox_that_stops_takes_its_jobs_up_again(game: Engine) -> None:
    make_slow(game)
    running, waiting = start(game).job_id, start(game).job_id
    until_packing(game, running)
    game.builds.close()
    assert [job.status for job in JobStore(game.project.root).load()] == ["running", "queued"]

    (game.project.root / "Assets/Resources/large.bytes").unlink()
    restarted = Engine(ProjectFolder.open(game.project.root))
    restarted.builds.resume()
    for job_id in (running, waiting):
        assert until_final(restarted, job_id).status == "succeeded"
    assert "beginning again" in ask(restarted, running).log_tail
    restarted.builds.close()


def test_a_job_that_takes_the_sandbox_down_is_given_up(engine: Engine) -> None:
    job = Job(job_id=uuid4(), number=1, target="WebGL", config={}, status="running", starts=3)
    JobStore(engine.project.root).save(job)
    (engine.project.root / "Library/SparkBuilds/junk.json").write_text("{")
    engine.builds.resume()
    status = ask(engine, job.job_id)
    assert (status.status, status.error_code) == ("failed", "interrupted")


def test_progress_goes_through_all_stages_and_never_back(game: Engine) -> None:
    seen: list[tuple[float, str]] = []
    job = Job(job_id=uuid4(), number=1, target="WebGL", config={})
    report = Work(lambda done, _, message: seen.append((done, message.partition(":")[0])))
    build(job, game.project, report)
    assert list(dict.fromkeys(stage for _, stage in seen)) == list(STAGES)
    progress = [done for done, _ in seen]
    assert (progress == sorted(progress), progress[0] >= 0, progress[-1] <= 1) == (True,) * 3


@pytest.mark.parametrize("step", range(0, 60, 4))
def test_a_job_may_be_cancelled_at_every_step(game: Engine, step: int) -> None:
    count = 0

    def stop(*_: object) -> None:
        nonlocal count
        count += 1
        if count > step:
            work.cancel()

    work = Work(stop)
    job = Job(job_id=uuid4(), number=1, target="WebGL", config={})
    try:
        build(job, game.project, work)
    except WorkCancelled:
        assert (job.artifact, job.status) == (None, "queued")
        assert list((game.project.root / "Builds").glob("*")) == []
    else:
        assert (job.status, count <= step) == ("succeeded", True)


def test_an_archive_never_leaves_the_project(game: Engine, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (game.project.root / "Builds").symlink_to(outside)
    status = built(game)
    assert (status.status, status.error_code) == ("failed", "refused")
    assert list(outside.iterdir()) == []


def test_only_so_many_builds_wait(game: Engine) -> None:
    make_slow(game)
    first = start(game).job_id
    until_packing(game, first)
    for _ in range(100):
        start(game)
    with pytest.raises(SparkError) as caught:
        start(game)
    assert isinstance(caught.value, ToolError)
    assert (caught.value.code, caught.value.retry_after_seconds is not None) == ("busy", True)


def test_a_request_is_the_domains(game: Engine) -> None:
    request = RunBuild(job_id=uuid4(), target="Android")
    assert game.builds.run(request).target == "Android"
