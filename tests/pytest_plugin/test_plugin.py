"""The plugin, in runs of pytest of its own."""

from __future__ import annotations

import json
import re
from argparse import ArgumentTypeError
from functools import partial
from textwrap import dedent

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from spark_nb.pytest_plugin.budget import seconds

pytest_plugins = ["pytester"]

NOTEBOOKS, SESSIONS, WORKERS = ("nbval",), ("asyncio",), ("xdist",)
FRAMES = """
    from PIL import Image
    def test_hero(assert_frame):
        assert_frame(Image.new("RGB", (64, 36), {colour!r}), "goldens/hero.png")
"""


@pytest.fixture
def run(pytester, monkeypatch):
    """Run pytest with the plugins that matter here, as they are found where nothing else is."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONWARNINGS", "ignore::DeprecationWarning")
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function")

    def run(*options, plugins=()):
        chosen = [word for name in ("spark-nb", *plugins) for word in ("-p", name)]
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", *chosen, *options)

    return run


@pytest.fixture
def run_cells(run):
    return partial(run, "--nbval-lax", "--nbval-current-env", plugins=NOTEBOOKS)


@pytest.fixture
def notebook(pytester):
    def write(*cells):
        made = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
        nbformat.write(new_notebook(cells=made), pytester.path / "game.ipynb")

    return write


def checked(source, text):
    output = new_output("stream", name="stdout", text=text)
    return new_code_cell(f"# NBVAL_CHECK_OUTPUT\n{source}", execution_count=1, outputs=[output])


def test_a_run_that_does_not_use_it_imports_nothing_and_starts_nothing(pytester, run):
    pytester.makepyfile(
        """
        import sys
        def test_ours():
            ours = {name for name in sys.modules if name.startswith("spark_nb")}
            assert ours <= {"spark_nb", "spark_nb.pytest_plugin", "spark_nb.pytest_plugin.session"}
            assert not {"numpy", "PIL", "pydantic", "nats", "psycopg"} & set(sys.modules)
        """
    )
    run(plugins=(*NOTEBOOKS, *SESSIONS)).assert_outcomes(passed=1)


def test_without_the_other_plugins_it_stays_out_of_the_way(pytester, run):
    pytester.makepyfile("def test_one(): pass")
    run().assert_outcomes(passed=1)


def test_a_session_without_pytest_asyncio_says_what_is_needed(pytester, run):
    pytester.makepyfile("def test_one(spark_session): pass")
    answer = run()
    answer.assert_outcomes(errors=1)
    answer.stdout.fnmatch_lines(["*spark_session needs pytest-asyncio*spark-nb[[]test[]]*"])


def test_goldens_are_missed_written_compared_and_shown(pytester, run):
    pytester.makepyfile(FRAMES.format(colour="green"))
    answer = run()
    answer.assert_outcomes(failed=1)
    answer.stdout.fnmatch_lines(["*There is no golden frame*--spark-update-goldens*"])
    run("--spark-update-goldens").assert_outcomes(passed=1)
    run().assert_outcomes(passed=1)
    pytester.makepyfile(FRAMES.format(colour="red"))
    answer = run("--spark-report", "out/report.html")
    answer.assert_outcomes(failed=1)
    answer.stdout.fnmatch_lines(["*2304 of 2304 pixels look different*", "SPARK report: *"])
    page = (pytester.path / "out" / "report.html").read_text()
    assert "1 failed" in page
    assert page.count("pixels look different") == 1
    assert "hero.png: expected, actual, difference" in page
    assert page.count("data:image/png;base64,") == 1
    assert (pytester.path / "goldens" / "hero.failed.png").exists()


def test_the_report_has_the_frames_of_all_workers(pytester, run):
    for name in ("one", "two"):
        pytester.makepyfile(**{f"test_{name}": dedent(FRAMES.format(colour="green"))})
    run("--spark-update-goldens").assert_outcomes(passed=2)
    run("--spark-report", "report.html", "-n", "2", plugins=WORKERS).assert_outcomes(passed=2)
    page = (pytester.path / "report.html").read_text()
    assert "2 passed" in page
    assert page.count("data:image/png;base64,") == 2


def test_the_report_holds_text_as_text(pytester, run):
    pytester.makepyfile("def test_one(): assert '<script>' == '<b>'")
    run("--spark-report", "report.html").assert_outcomes(failed=1)
    page = (pytester.path / "report.html").read_text()
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_the_report_of_no_tests_says_so(pytester, run):
    run("--spark-report", "report.html")
    assert "No tests ran" in (pytester.path / "report.html").read_text()


def test_cells_are_held_to_their_budgets(pytester, run_cells, notebook):
    notebook(
        "1",
        "# SPARK_BUDGET 0.000001\n2",
        "# SPARK_BUDGET soon\n3",
        "# SPARK_BUDGET 0.000001\n1 / 0",
    )
    answer = run_cells("--spark-cell-budget", "100")
    answer.assert_outcomes(passed=1, failed=3)
    answer.stdout.fnmatch_lines(
        [
            "The cell took * s, its budget is 1e-06 s.",
            "# SPARK_BUDGET: a budget is a number of seconds above 0 (got 'soon')*",
            "*ZeroDivisionError*",
        ]
    )


def test_the_option_is_for_cells_without_a_budget_and_for_no_test(pytester, run_cells, notebook):
    notebook("1", "# SPARK_BUDGET 100\n2")
    pytester.makepyfile("def test_one(): pass")
    answer = run_cells("--spark-cell-budget", "0.000001", ".", "--no-header")
    answer.assert_outcomes(passed=2, failed=1)


@pytest.mark.parametrize("budget", ["0", "-1", "soon", "nan", "inf", ""])
def test_a_budget_is_a_number_of_seconds(budget):
    with pytest.raises(ArgumentTypeError, match="number of seconds above 0"):
        seconds(budget)


def test_a_budget_that_is_none_is_refused(run):
    answer = run("--spark-cell-budget=soon")
    assert answer.ret == pytest.ExitCode.USAGE_ERROR
    answer.stderr.fnmatch_lines(["*a budget is a number of seconds above 0*"])


def test_the_report_shows_pictures_of_cells_and_a_notebook_may_assert_frames(
    pytester, run_cells, notebook
):
    cells = [
        "from PIL import Image\nfrom spark_nb.testing import assert_frame\n"
        "hero = Image.new('RGB', (64, 36), 'green')\nhero",
        "assert_frame(hero, 'hero.png')",
    ]
    notebook(*cells)
    options = ("--spark-report", "report.html")
    run_cells(*options, "--spark-update-goldens").assert_outcomes(passed=2)
    notebook(*cells, "assert_frame(Image.new('RGB', (64, 36), 'red'), 'hero.png')")
    run_cells(*options).assert_outcomes(passed=2, failed=1)
    page = (pytester.path / "report.html").read_text()
    assert page.count("data:image/png;base64,") == 2
    assert "FrameMismatch" in page


def test_the_shipped_file_makes_outputs_of_two_runs_equal_and_leaves_facts_alone(
    pytester, run_cells, notebook
):
    shown = "f'{uuid.uuid4()} {uuid.uuid4().hex} {datetime.now().isoformat()} 48 ms 3.2 KiB'"
    notebook(
        checked(
            f"import uuid\nfrom datetime import datetime\nprint({shown})",
            "00000000-0000-7000-8000-000000000000 00000000000000000000000000000000 "
            "2026-01-01T00:00:00.1234 1.5 s 17 bytes\n",
        ),
        checked("print('640 x 360')", "640 x 361\n"),
    )
    run_cells().assert_outcomes(failed=2)
    run_cells("--spark-sanitise").assert_outcomes(passed=1, failed=1)


def test_sanitising_without_nbval_is_refused(run):
    answer = run("--spark-sanitise")
    assert answer.ret == pytest.ExitCode.USAGE_ERROR
    answer.stderr.fnmatch_lines(["*--spark-sanitise needs nbval*"])


def test_sessions_share_a_stack_and_have_a_project_each(pytester, run, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("SPARK_USER", "ann")
    pytester.makepyfile(
        """
        import json, os
        from datetime import UTC, datetime
        from pathlib import Path
        import pytest
        import spark_nb as spark
        from spark_nb.testing import freeze

        pytestmark = pytest.mark.asyncio
        LOG = Path(__file__).with_name("log")

        @pytest.mark.parametrize("turn", [1, 2])
        async def test_a_script(spark_session, turn):
            project = spark_session.project
            assert not list((project / "Assets").glob("*.cs"))
            with freeze(seed=turn):
                await spark_session.unity.generate_script(
                    name="Hero", code="public class Hero {}", path="Assets/Hero.cs")
            assert next(iter(spark_session.patches)).at == datetime(2026, 1, 1, tzinfo=UTC)
            assert (project / "Assets" / "Hero.cs").exists()
            assert len(spark_session.patches) == 1
            async with await spark.connect() as other:
                assert other.project == project
            with LOG.open("a") as log:
                print(json.dumps([os.environ["SPARK_HOME"], str(project)]), file=log)
        """
    )
    run(plugins=SESSIONS).assert_outcomes(passed=2)
    lines = (pytester.path / "log").read_text().splitlines()
    homes, projects = zip(*map(json.loads, lines), strict=True)
    assert len(set(homes)) == 1
    assert len(set(projects)) == 2
    assert not any(pytester.path.joinpath(home).exists() for home in homes)
    assert re.search(r"spark-\w+$", homes[0])
