"""A preset builds in the sandbox without a complaint, and is small on the web."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

from spark_nb.domain.preset import Preset
from spark_nb.sandbox.builds.job import Job
from spark_nb.sandbox.builds.stages import build
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.work import Work

WEB_LIMIT_BYTES = 2 * 1024 * 1024
BUILD_SCENES = "ProjectSettings/EditorBuildSettings.asset"


def built(project: ProjectFolder, preset: Preset) -> Job:
    config = preset.build.model_dump(exclude={"target"}) | {"texture_filter": "point"}
    job = Job(job_id=uuid4(), number=1, target=preset.build.target, config=config)
    build(job, project, Work())
    return job


def test_it_builds_without_a_complaint_and_small(
    folder: Path, preset: Preset, tmp_path: Path
) -> None:
    shutil.copytree(folder / "Assets", tmp_path / "Assets")
    project = ProjectFolder.open(tmp_path)
    entries = "".join(
        f"  - enabled: 1\n    path: {scene}\n    guid: {project.guid(scene)}\n"
        for scene in preset.scenes
    )
    text = (project.read(BUILD_SCENES) or b"").decode()
    project.write(BUILD_SCENES, text.replace(" []\n", f"\n{entries}", 1).encode())
    job = built(project, preset)
    report = job.report or {}
    assert (report["problems"], job.status) == ([], "succeeded")
    assert report["scenes"] == list(preset.scenes)
    assert report["packed_bytes"] <= WEB_LIMIT_BYTES
