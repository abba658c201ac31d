"""A build from beginning to end: five checks, then the archive.

It is a check-and-pack: what Unity would refuse is found, and what a player would hold is put into
one archive. No player comes out of it, for scripts are not compiled and assets not converted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from spark_nb.sandbox.builds.check_imports import check_imports
from spark_nb.sandbox.builds.check_project import (
    check_references,
    check_scenes,
    check_scripts,
    check_tags_and_layers,
)
from spark_nb.sandbox.builds.config import parse_config
from spark_nb.sandbox.builds.inspection import Inspection, Problem
from spark_nb.sandbox.builds.job import Job
from spark_nb.sandbox.builds.pack import BUILDS, pack
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.work import Work

NOTE = (
    "A check-and-pack by the SPARK sandbox, not a player: scripts are not compiled and assets not "
    "converted. Build with Unity to get something that runs."
)
Check = Callable[[Inspection, Work], Iterator[Problem]]
CHECKS: dict[str, Check] = {
    "scripts": check_scripts,
    "references": check_references,
    "scenes": check_scenes,
    "tags_and_layers": check_tags_and_layers,
    "import_settings": check_imports,
}
STAGES = (*CHECKS, "pack")
_MOST_PROBLEMS = 200


def build(job: Job, project: ProjectFolder, work: Work) -> None:
    """Carry the job out and write into it how it went.

    Raises WorkCancelled, WorkTimedOut, SparkError, and OSError when a file has gone meanwhile.
    """
    config = parse_config(job.config)
    view = Inspection(project, job.target, config)
    problems = _settings_we_do_not_know(config.unknown)
    for index, (stage, check) in enumerate(CHECKS.items()):
        found = list(check(view, _part_of(job, index, work)))
        problems += found
        job.say(f"{stage}: {_counted(found)}")
    job.report = _report(job, view, problems)
    if any(problem.severity == "error" for problem in problems):
        job.say("not packed, because of errors")
        job.end("failed", "check_failed")
        return
    _pack(job, view, _part_of(job, len(CHECKS), work))


def _pack(job: Job, view: Inspection, work: Work) -> None:
    path = f"{BUILDS}/{job.target}-{job.job_id}.zip"
    artifact = view.project.locate(path)
    report = dict(job.report or {})
    pack(view, artifact, report, work)
    report["changed_meanwhile"] = view.project.snapshot().revision != view.snapshot.revision
    job.report, job.artifact, job.byte_length = report, path, artifact.stat().st_size
    job.say(f"packed {report['asset_count']} assets into {path}, {job.byte_length} bytes")
    job.say(NOTE)
    job.end("succeeded")


def _part_of(job: Job, index: int, work: Work) -> Work:
    """Return work whose steps are one stage of the whole."""
    job.stage = STAGES[index]
    job.progress = index / len(STAGES)

    def step(done: float, total: float, message: str) -> None:
        job.progress = (index + done / max(total, 1)) / len(STAGES)
        work.step(job.progress, 1, f"{STAGES[index]}: {message}")

    return work.part(step)


def _report(job: Job, view: Inspection, problems: list[Problem]) -> dict[str, Any]:
    errors = [problem for problem in problems if problem.severity == "error"]
    shown = sorted(problems, key=lambda problem: problem.severity != "error")[:_MOST_PROBLEMS]
    return {
        "kind": "check-and-pack",
        "note": NOTE,
        "target": job.target,
        "unity_version": view.project.unity_version,
        "revision": view.snapshot.revision,
        "scenes": [path for path, _ in view.build_scenes()],
        "errors": len(errors),
        "warnings": len(problems) - len(errors),
        "problems": [problem.as_json() for problem in shown],
    }


def _settings_we_do_not_know(names: list[str]) -> list[Problem]:
    return [
        Problem("warning", None, f"config.{name[:80]} is not known here and was not checked.")
        for name in names
    ]


def _counted(problems: list[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{errors} errors, {len(problems) - errors} warnings"
