"""A preset builds in the sandbox without a complaint, and is small on the web."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from spark_nb.domain.preset import Preset
from spark_nb.sandbox.builds.job import Job
from spark_nb.sandbox.builds.stages import build
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.settings_sync import sync_settings
from spark_nb.sandbox.work import Work

WEB_LIMIT_BYTES = 2 * 1024 * 1024


def built(project: ProjectFolder, preset: Preset) -> Job:
    config = preset.build.model_dump(exclude={"target"}) | {"texture_filter": "point"}
    job = Job(job_id=uuid4(), number=1, target=preset.build.target, config=config)
    build(job, project, Work())
    return job


def test_it_builds_without_a_complaint_and_small(
    whole: dict[str, bytes], preset: Preset, tmp_path: Path
) -> None:
    for path, content in whole.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    project = ProjectFolder.open(tmp_path)
    sync_settings(project)
    job = built(project, preset)
    report = job.report or {}
    assert (report["problems"], job.status) == ([], "succeeded")
    assert report["scenes"] == list(preset.scenes)
    assert report["packed_bytes"] <= WEB_LIMIT_BYTES
