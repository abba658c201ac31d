"""For pytest: a session on a stack of its own, golden frames, time budgets of cells, a report.

pytest loads this module in every run of whoever has SPARK installed: it imports nothing else of
ours before a fixture or an option of SPARK is used.
"""

# ruff: noqa: PLC0415 - imported when it is used

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from spark_nb.testing.golden import Picture

_UPDATE = "SPARK_UPDATE_GOLDENS"  # as in testing.golden, which is not imported for it
_FRAMES = pytest.StashKey[list[tuple[str, bytes]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("spark", "SPARK")
    group.addoption(
        "--spark-update-goldens", action="store_true", help="write golden frames, compare none"
    )
    group.addoption(
        "--spark-cell-budget",
        type=_seconds,
        metavar="SECONDS",
        help="fail notebook cells (of nbval) that take longer; # SPARK_BUDGET 5 in a cell wins",
    )
    group.addoption(
        "--spark-sanitise", action="store_true", help="have nbval use the file that SPARK ships"
    )
    group.addoption(
        "--spark-report", metavar="FILE", help="write an HTML page of frames and times"
    )


def _seconds(text: str) -> float:
    from spark_nb.pytest_plugin.budget import seconds

    return seconds(text)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("spark_update_goldens"):
        os.environ[_UPDATE] = "1"  # for kernels, too
        config.add_cleanup(_compare_again)
    if config.getoption("spark_sanitise"):
        if not config.pluginmanager.hasplugin("nbval"):
            raise pytest.UsageError("--spark-sanitise needs nbval: pip install 'spark-nb[test]'")
        if config.option.nbval_sanitize_with is None:
            file = Path(__file__).parents[1] / "testing" / "sanitise.cfg"
            config.option.nbval_sanitize_with = str(file)
    if config.pluginmanager.hasplugin("asyncio"):
        from spark_nb.pytest_plugin import session

        config.pluginmanager.register(session, "spark-nb-session")
    if config.getoption("spark_report") and not hasattr(config, "workerinput"):
        from spark_nb.pytest_plugin.report import Report

        report = Report(Path(config.getoption("spark_report")))
        config.pluginmanager.register(report, "spark-report")


def _compare_again() -> None:
    os.environ.pop(_UPDATE, None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        if hasattr(item, "test_outputs"):  # a cell of nbval
            from spark_nb.pytest_plugin.budget import hold_to_budget

            hold_to_budget(item, report)
        if item.config.getoption("spark_report"):
            from spark_nb.pytest_plugin.report import attach_frames

            attach_frames(item, report, item.stash.setdefault(_FRAMES, []))
    return report


@pytest.fixture(scope="session")
def spark_home() -> Iterator[Path]:
    """A home for one stack, which starts when it is needed and goes with the tests."""
    from spark_nb.local.shutdown import purge_stack

    folder = Path(tempfile.mkdtemp(prefix="spark-"))
    yield folder
    purge_stack(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def spark_environment(
    spark_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Environment variables that name the stack of this run and a new project, and nothing else.

    Whatever connects in the test, or in a program that it runs, finds these.
    """
    from spark_nb.pytest_plugin.environment import environment_of_test

    with environment_of_test(spark_home, tmp_path, monkeypatch):
        yield


@pytest.fixture
def spark_session(request: pytest.FixtureRequest) -> Any:
    """An open session; pytest-asyncio brings the real one."""
    pytest.fail("spark_session needs pytest-asyncio: pip install 'spark-nb[test]'", pytrace=False)


@pytest.fixture
def assert_frame(request: pytest.FixtureRequest) -> Callable[..., None]:
    """``assert_frame(frame, "golden.png", tolerance=0.0)``; the file lies beside the test."""
    from spark_nb.pytest_plugin.report import png
    from spark_nb.testing.golden import FrameMismatch, open_picture
    from spark_nb.testing.golden import assert_frame as check

    frames = request.node.stash.setdefault(_FRAMES, [])

    def checked(frame: Picture, golden: str | Path, *, tolerance: float = 0.0) -> None:
        __tracebackhide__ = True
        path = request.path.parent / golden
        frames.append((path.name, png(open_picture(frame))))
        try:
            check(frame, path, tolerance=tolerance)
        except FrameMismatch as error:
            mismatch = error
        else:
            return
        if mismatch.comparison:
            caption = f"{path.name}: expected, actual, difference"
            frames[-1] = caption, mismatch.comparison.read_bytes()
        pytest.fail(str(mismatch), pytrace=False)

    return checked
