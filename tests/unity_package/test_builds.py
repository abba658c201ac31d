"""Build jobs of the package: named by the client, kept in files, ended when they were cut off."""

from __future__ import annotations

from uuid import uuid4

import pytest

from spark_nb.domain.build import BuildStatus
from tests.unity_package.package_files import Calls, Refused


def test_the_same_job_asked_for_twice_is_one_job(calls: Calls) -> None:
    job_id = str(uuid4())
    first = BuildStatus.model_validate(calls("run_build", job_id=job_id, target="WebGL"))
    again = BuildStatus.model_validate(calls("run_build", job_id=job_id, target="Android"))
    assert first == again == BuildStatus.model_validate(calls("get_build_status", job_id=job_id))
    assert (first.status, first.target, first.progress) == ("queued", "WebGL", 0.0)
    assert calls("begin", owner="this") == job_id
    assert calls("begin", owner="this") is None


def test_jobs_are_carried_out_in_the_order_they_came(calls: Calls) -> None:
    ids = [str(uuid4()) for _ in range(4)]
    for job_id in ids:
        calls("run_build", job_id=job_id, target="WebGL")
    assert [calls("begin", owner="this") for _ in ids] == ids


@pytest.mark.parametrize(
    ("owner", "loaded_by", "status"),
    [
        ("this", "this", "failed"),  # scripts were loaded anew
        ("gone", "this", "failed"),  # Unity was closed, or crashed
        ("alive", "this", "running"),  # another process of the editor that builds
    ],
)
def test_a_job_that_was_cut_off_is_lost(
    calls: Calls, owner: str, loaded_by: str, status: str
) -> None:
    under_way, waiting = str(uuid4()), str(uuid4())
    for job_id in (under_way, waiting):
        calls("run_build", job_id=job_id, target="WebGL")
    calls("begin", owner=owner)
    calls("loaded", owner=loaded_by)
    job = calls("get_build_status", job_id=under_way)
    assert job["status"] == status
    assert job["error_code"] == ("lost" if status == "failed" else None)
    assert calls("get_build_status", job_id=waiting)["status"] == "queued"


def test_a_job_that_waits_can_be_cancelled(calls: Calls) -> None:
    job_id = str(uuid4())
    calls("run_build", job_id=job_id, target="WebGL")
    given = {"job_id": job_id, "target": "WebGL", "config": {"cancel": True}}
    assert calls("run_build", **given)["status"] == "cancelled"
    assert calls("begin", owner="this") is None


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"job_id": "../../a"}, "rejected", "job_id"),
        ({"target": "PS5"}, "rejected", "target"),
        ({"target": "iOS"}, "unsupported", None),
        ({"config": []}, "rejected", "config"),
        ({"config": {"scenes": []}}, "rejected", "config.scenes"),
        ({"config": {"scenes": ["../a.unity"]}}, "rejected", "config.scenes"),
        ({"config": {"development": "yes"}}, "rejected", "config.development"),
        ({"config": {"cancel": True}}, "not_found", None),
    ],
)
def test_what_makes_no_sense_is_refused(
    calls: Calls, given: dict[str, object], code: str, field: str | None
) -> None:
    with pytest.raises(Refused) as caught:
        calls("run_build", **{"job_id": str(uuid4()), "target": "WebGL", **given})
    assert caught.value.code == code
    assert caught.value.facts.get("field") == field
    assert not (calls.project / "Library/SparkBuilds").exists()


def test_a_job_nobody_started_is_not_found(calls: Calls) -> None:
    with pytest.raises(Refused, match="There is no build"):
        calls("get_build_status", job_id=str(uuid4()))


def test_only_so_many_jobs_that_ended_are_kept(calls: Calls) -> None:
    job_id = str(uuid4())
    calls("run_build", job_id=job_id, target="WebGL")
    calls("run_build", job_id=job_id, target="WebGL", config={"cancel": True})
    folder = calls.project / "Library/SparkBuilds"
    text = (folder / f"{job_id}.json").read_text()
    ids = [str(uuid4()) for _ in range(105)]
    for number, other in enumerate(ids, 2):
        copy = text.replace(job_id, other).replace('"number": 1', f'"number": {number}')
        (folder / f"{other}.json").write_text(copy)
    new = str(uuid4())
    calls("run_build", job_id=new, target="WebGL")
    assert {path.stem for path in folder.iterdir()} == {new, *ids[5:]}


def test_only_so_many_jobs_wait(calls: Calls) -> None:
    for _ in range(20):
        calls("run_build", job_id=str(uuid4()), target="WebGL")
    with pytest.raises(Refused, match="20 builds") as caught:
        calls("run_build", job_id=str(uuid4()), target="WebGL")
    assert (caught.value.code, caught.value.facts["retry_after_seconds"]) == ("busy", 5)


SCENES = ["Assets/A.unity", "Assets/B.unity"]


def started(editor: Calls, **more: object) -> str:
    job_id = str(uuid4())
    assert (
        editor("run_build", **{"job_id": job_id, "target": "WebGL", **more})["status"] == "queued"
    )
    return job_id


def test_a_build_tells_how_far_it_is_and_what_came_of_it(editor: Calls) -> None:
    editor("build_scenes", paths=SCENES)
    job_id = started(editor)
    assert editor("said") == []  # the call is answered first
    editor("tick")
    assert editor("said") == [f"build None Builds/WebGL-{job_id} {' '.join(SCENES)}"]
    stages = [(seen["status"], seen["stage"], seen["progress"]) for seen in editor("seen")]
    assert stages == [
        ("running", "scripts and scenes", 0.1),
        ("running", "scenes", 0.35),
        ("running", "scenes", 0.6),
        ("running", "finishing", 0.95),
    ]
    done = BuildStatus.model_validate(editor("get_build_status", job_id=job_id))
    assert (done.status, done.stage, done.progress) == ("succeeded", None, 1.0)
    assert (done.artifact, done.byte_length) == (f"Builds/WebGL-{job_id}", 1234)
    assert done.report is not None
    assert done.report["scenes"] == SCENES
    assert "Warning: Shader warning" in done.log_tail


def test_a_build_that_fails_says_why(editor: Calls) -> None:
    editor("build_scenes", paths=SCENES)
    editor("next_build", result="Failed")
    config = {"development": True, "scenes": SCENES[:1], "texture_max_size": 32}
    job_id = started(editor, target="StandaloneWindows64", config=config)
    editor("tick")
    (built,) = editor("said")
    assert built.startswith("build Development Builds/StandaloneWindows64-")
    assert built.endswith(f"/My Game.exe {SCENES[0]}")
    done = BuildStatus.model_validate(editor("get_build_status", job_id=job_id))
    assert (done.status, done.error_code, done.artifact) == ("failed", "build_failed", None)
    assert done.report is not None
    assert done.report["problems"] == [
        {
            "severity": "warning",
            "step": None,
            "message": "config.texture_max_size is not known here and was not applied.",
        },
        {"severity": "error", "step": "Compile", "message": "an error"},
        {"severity": "warning", "step": "Compile", "message": "a warning"},
    ]


@pytest.mark.parametrize(
    ("result", "status", "code"),
    [("Cancelled", "cancelled", "cancelled"), ("Throws", "failed", "internal")],
)
def test_other_ends_of_a_build(editor: Calls, result: str, status: str, code: str) -> None:
    editor("build_scenes", paths=SCENES)
    editor("next_build", result=result)
    first, second = started(editor), started(editor)
    editor("tick")
    assert editor("get_build_status", job_id=second)["status"] == "queued"  # one at a time
    editor("tick")
    for job_id in (first, second):
        done = editor("get_build_status", job_id=job_id)
        assert (done["status"], done["error_code"]) == (status, code)


def test_without_a_scene_nothing_is_built(editor: Calls) -> None:
    job_id = started(editor)
    editor("tick")
    assert editor("said") == []
    done = editor("get_build_status", job_id=job_id)
    assert (done["status"], done["error_code"]) == ("failed", "no_scenes")
    assert "tick one" in done["log_tail"]


@pytest.mark.parametrize("order", ["compiling", "playing"])
def test_a_build_waits_until_unity_is_free(editor: Calls, order: str) -> None:
    editor("build_scenes", paths=SCENES)
    editor(order, on=True)
    job_id = started(editor)
    editor("tick")
    editor("tick")
    assert editor("get_build_status", job_id=job_id)["status"] == "queued"
    editor(order, on=False)
    editor("tick")
    assert editor("get_build_status", job_id=job_id)["status"] == "succeeded"


def test_a_build_that_waits_survives_a_reload_of_scripts(editor: Calls) -> None:
    editor("build_scenes", paths=SCENES)
    job_id = started(editor)
    editor("reload")
    editor("tick")
    assert editor("get_build_status", job_id=job_id)["status"] == "succeeded"


def test_scenes_that_are_not_saved_are_named(editor: Calls) -> None:
    editor("build_scenes", paths=SCENES)
    editor("open", scenes=[{"path": SCENES[0], "dirty": True}])
    job_id = started(editor)
    editor("tick")
    assert f"{SCENES[0]} is open" in editor("get_build_status", job_id=job_id)["log_tail"]
