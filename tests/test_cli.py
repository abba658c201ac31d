"""The command ``spark-nb`` as a user types it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

PARTS = ["nats", "primary", "standby", "sandbox", "supervisor"]


def environment(home: Path, **more: str) -> dict[str, str]:
    named = ("_URL", "_TOKEN")
    kept = {name: text for name, text in os.environ.items() if not name.endswith(named)}
    return {**kept, "SPARK_HOME": str(home), **more}


def spark(
    home: Path, *words: str, cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "spark_nb.cli", *words],
        env=environment(home, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        timeout=100,
    )


@pytest.fixture
def empty() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="spark-"))
    yield home
    spark(home, "down", "--purge")
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def up() -> Iterator[Path]:
    """A home whose stack runs."""
    home = Path(tempfile.mkdtemp(prefix="spark-"))
    assert spark(home, "up").returncode == 0
    yield home
    spark(home, "down", "--purge")
    shutil.rmtree(home, ignore_errors=True)


def status(home: Path) -> dict:
    return json.loads(spark(home, "status", "--json").stdout)


def until_ok(home: Path) -> dict:
    deadline = time.monotonic() + 60
    while True:
        found = status(home)
        if all(part["health"] == "ok" for part in found["parts"].values()):
            return found
        assert time.monotonic() < deadline, found["parts"]


def test_help_imports_no_driver():
    code = (
        "import sys; from spark_nb import cli\n"
        "try: cli.main(['--help'])\n"
        "finally: print(sorted({'psycopg', 'nats', 'mcp', 'pydantic', 'numpy'} & {*sys.modules}))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert answer.stdout.splitlines()[-1] == "[]"


def test_status_without_a_stack_is_one_sentence_and_exit_code_1(empty):
    answer = spark(empty, "status", "--json")
    assert (answer.returncode, answer.stdout, answer.stderr) == (
        1,
        "",
        "The embedded stack is not running. Start it with spark-nb up.\n",
    )


def test_bad_setting_is_one_sentence_and_exit_code_1(empty):
    answer = spark(empty, "up", UNITY_MCP_URL="https://far.example/mcp")
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "UNITY_MCP_TOKEN" in answer.stderr


def test_home_that_cannot_be_made_is_one_sentence_and_exit_code_1(tmp_path):
    (tmp_path / "file").touch()
    answer = spark(tmp_path / "file", "up")
    assert answer.returncode == 1
    assert answer.stderr == (
        f"{tmp_path}/file cannot be written: Not a directory. "
        "Set SPARK_HOME to a folder of your own.\n"
    )


def test_unknown_argument_is_refused_where_nothing_is_passed_on(empty):
    answer = spark(empty, "up", "--fast")
    assert answer.returncode == 2
    assert answer.stderr.endswith("error: unrecognized arguments: --fast\n")


def test_up_again_joins(up):
    before = status(up)["parts"]["supervisor"]["pid"]
    answer = spark(up, "up")
    assert answer.stdout.splitlines()[0] == f"SPARK is up. Unity project: {up}/project"
    assert status(up)["parts"]["supervisor"]["pid"] == before


def test_status_json_leads_to_every_part(up):
    found = until_ok(up)
    assert list(found) == [
        *("nats_url", "nats_ws_url", "database_url", "database_replica_url"),
        *("unity_mcp_url", "unity_mcp_token", "project", "parts"),
    ]
    assert list(found["parts"]) == PARTS
    assert found["parts"]["standby"]["lag_bytes"] >= 0
    assert all(part["memory_mib"] > 0 for part in found["parts"].values())
    with psycopg.connect(found["database_replica_url"]) as replica:
        assert replica.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)


def test_status_is_a_table_without_secrets(up):
    found = until_ok(up)
    answer = spark(up, "status")
    head, *rows = answer.stdout.splitlines()
    assert head.split() == [
        "PART",
        "HEALTH",
        "VERSION",
        "PID",
        "PORT",
        "MEMORY",
        "RESTARTS",
        "LAG",
    ]
    assert [row.split()[:2] for row in rows] == [[part, "ok"] for part in PARTS]
    secrets = re.findall(r"//\w+:([^@]+)@", json.dumps(found)) + [found["unity_mcp_token"]]
    assert len(secrets) == 4
    assert [secret for secret in secrets if secret in answer.stdout] == []


def test_status_names_the_addresses_of_the_environment(up):
    answer = spark(up, "status", "--json", NATS_URL="nats://broker.example")
    assert json.loads(answer.stdout)["nats_url"] == "nats://broker.example"


def test_doctor_finds_a_running_stack_in_order(up):
    until_ok(up)
    answer = spark(up, "doctor")
    assert answer.returncode == 0, answer.stdout
    lines = [line.split() for line in answer.stdout.splitlines()]
    assert [line[:2] for line in lines if line[1] in PARTS] == [["ok", part] for part in PARTS]


def test_doctor_says_what_to_do_about_a_server_that_does_not_answer(empty):
    answer = spark(empty, "doctor", DATABASE_URL="postgresql://user:hidden@127.0.0.1:1/x")
    assert answer.returncode == 1
    assert re.search(r"fail +DATABASE_URL +127\.0\.0\.1:1 does not answer", answer.stdout)
    assert "DATABASE_URL: Start that server, or unset DATABASE_URL" in answer.stdout
    assert "hidden" not in answer.stdout


def test_doctor_says_what_to_do_about_a_home_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    answer = spark(tmp_path / "file", "doctor")
    assert answer.returncode == 1
    assert "home: Set SPARK_HOME to a folder of your own." in answer.stdout


def test_migrate_finds_the_embedded_schema_up_to_date(up):
    answer = spark(up, "migrate")
    assert (answer.returncode, answer.stdout) == (0, "The schema is up to date.\n")


def test_down_stops_and_purge_leaves_nothing(empty):
    assert spark(empty, "up").returncode == 0
    sandbox = status(empty)["unity_mcp_url"].removesuffix("/mcp")
    with urllib.request.urlopen(f"{sandbox}/health", timeout=60) as answer:  # it may be starting
        assert answer.status == 200
    assert spark(empty, "down").stdout == "Stopped.\n"
    assert (empty / "project" / "Assets").is_dir()
    answer = spark(empty, "down", "--purge")
    assert answer.stdout == f"Nothing was running.\nDeleted what SPARK kept in {empty}.\n"
    assert not empty.exists()


def test_purge_asks_a_person_before_it_deletes_a_project(empty):
    (empty / "project").mkdir()
    (empty / "stack").mkdir()
    terminal, other_end = os.openpty()
    with os.fdopen(terminal, "w"), os.fdopen(other_end, "r") as stdin:
        os.write(terminal, b"no\n")
        answer = subprocess.run(
            [sys.executable, "-m", "spark_nb.cli", "down", "--purge"],
            env=environment(empty),
            stdin=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
    assert answer.returncode == 1
    assert answer.stdout.endswith("Type yes to go on: Nothing was deleted.\n")
    assert (empty / "project").is_dir()


def test_sandbox_serves_in_the_foreground(empty, tmp_path):
    project = tmp_path / "Game"
    words = ["sandbox", "--project", str(project), "--port", "0"]
    server = subprocess.Popen(
        [sys.executable, "-m", "spark_nb.cli", *words],
        env=environment(empty),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert server.stdout.readline() == f"Unity project: {project}\n"
        assert server.stdout.readline() == f"Bearer token: in {empty}/stack/sandbox.token\n"
        wait_for_line(server, "startup complete")
        assert (project / "Assets").is_dir()
        assert spark(empty, "down").stdout == "Nothing was running.\n"
        assert server.poll() is None
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)


def wait_for_line(server: subprocess.Popen[str], text: str) -> str:
    for line in server.stdout:
        if text in line:
            return line
    raise AssertionError(f"it ended without saying {text!r}")


def fetch_when_it_listens(server: subprocess.Popen[str], address: str) -> dict[str, Any]:
    """Jupyter prints its address before it binds the port."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            assert server.poll() is None, server.stdout.read()
            assert time.monotonic() < deadline, f"nothing listens at {address.partition('?')[0]}"
            time.sleep(0.05)


def test_lab_opens_the_quickstart_and_asks_nobody_for_news(up, tmp_path):
    notebook = tmp_path / "notebooks" / "00_quickstart.ipynb"
    notebook.parent.mkdir()
    notebook.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    lab = subprocess.Popen(
        [sys.executable, "-m", "spark_nb.cli", "lab", "--no-browser", "--", "--port-retries=50"],
        env=environment(up, JUPYTER_CONFIG_DIR=str(tmp_path / "jupyter"), HOME=str(tmp_path)),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        line = wait_for_line(lab, "/lab/tree/notebooks/00_quickstart.ipynb?token=")
        root, token = re.search(r"(http://\S+)/lab/tree\S+(\?token=\w+)", line).groups()
        settings = "/lab/api/settings/@jupyterlab/apputils-extension:notification"
        properties = fetch_when_it_listens(lab, root + settings + token)["schema"]["properties"]
        assert properties["fetchNews"]["default"] == "false"
        assert properties["checkForUpdates"]["default"] is False
    finally:
        lab.terminate()
        lab.communicate(timeout=60)


def test_lab_says_when_a_notebook_is_not_there(empty):
    answer = spark(empty, "lab", "missing.ipynb")
    assert (answer.returncode, answer.stderr) == (
        1,
        "There is no missing.ipynb. Give the path of a notebook.\n",
    )
