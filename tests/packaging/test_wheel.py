"""The wheel on its own: built, installed into a fresh environment, and used from there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]

ROOT = Path(__file__).resolve().parents[2]
OTHER_PYTHONS = ("python3.14", "python3.13", "python3.12")

PROGRAM = """\
import asyncio, json, sys
import spark_nb as spark
from spark_nb.assets import asset_folder

async def main():
    async with await spark.connect() as session:
        await session.apply_preset("2d-platformer")
        frame = await session.unity.render_preview(width=320, height=180, format="png")
        facts = {
            "package": spark.__file__,
            "assets": str(asset_folder("presets")),
            "size": [frame.width, frame.height],
            "colours": len(set(frame.data)),
            "python": list(sys.version_info[:2]),
        }
    print(json.dumps(facts))

asyncio.run(main())
"""


def run(*command: str | Path, **more: str) -> str:
    """Run a program outside the checkout; fail with what it said."""
    kept = {key: text for key, text in os.environ.items() if not key.startswith("PYTHON")}
    answer = subprocess.run(
        [str(word) for word in command],
        env=kept | more,
        cwd=tempfile.gettempdir(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout[-2000:] + answer.stderr[-4000:]
    return answer.stdout


def works(python: str) -> bool:
    """Whether a name on the path starts a Python; a version manager's name may start none."""
    answer = subprocess.run([python, "-c", ""], capture_output=True, check=False)
    return answer.returncode == 0


def newest_python() -> str:
    """Return an interpreter other than the checkout's where there is one, newest first.

    On the path, or beside the one that runs, where version managers keep them.
    """
    versions = Path(sys.base_prefix).parent
    for name in OTHER_PYTHONS:
        beside = versions.glob(f"{name.removeprefix('python')}*/bin/{name}")
        for python in (shutil.which(name), *map(str, beside)):
            if python and works(python):
                return python
    return sys.executable


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory) -> Path:
    """A fresh environment with the wheel in it; its ``bin`` folder."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    run(newest_python(), "-m", "venv", folder)
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", wheel)
    return folder / "bin"


@pytest.fixture
def home(environment) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="spark-wheel-"))
    yield folder
    run(environment / "spark-nb", "down", "--purge", SPARK_HOME=str(folder))
    shutil.rmtree(folder, ignore_errors=True)


def test_the_wheel_holds_what_lies_beside_the_package(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("widgets", "sql", "presets", "unity"):
        tracked = run("git", "-C", ROOT, "ls-files", folder).splitlines()
        missing = {f"spark_nb/_assets/{name}" for name in tracked} - names
        assert not missing


def test_the_wheel_brings_a_stack_that_renders(environment, home):
    facts = json.loads(run(environment / "python", "-I", "-c", PROGRAM, SPARK_HOME=str(home)))
    assert Path(facts["package"]).is_relative_to(environment.parent)
    assert Path(facts["assets"]).is_relative_to(environment.parent)
    assert facts["size"] == [320, 180]
    assert facts["colours"] > 100


def test_the_command_is_there_and_says_what_runs(environment, home):
    run(environment / "spark-nb", "up", SPARK_HOME=str(home))
    table = run(environment / "spark-nb", "status", SPARK_HOME=str(home))
    assert {"nats", "primary", "standby", "sandbox"} <= set(table.split())
