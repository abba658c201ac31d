"""One stack per home, whoever starts it, with what is asked for and no more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from spark_nb.errors import SetupError
from spark_nb.local.file_lock import hold
from spark_nb.local.folders import Folders
from spark_nb.local.shutdown import purge_stack
from spark_nb.local.start import ensure_stack
from tests.local.stack_home import is_running, until

START = """
import sys
from pathlib import Path
from spark_nb.local.start import ensure_stack
print(ensure_stack(Path(sys.argv[1]), ["nats"]).state.pid)
"""


def test_four_processes_at_once_start_one_stack(home):
    starters = [
        subprocess.Popen([sys.executable, "-c", START, home.path], stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    pids = [int(starter.communicate(timeout=60)[0]) for starter in starters]
    assert pids == [home.stack.state.pid] * 4


def test_only_what_is_asked_for_runs(home):
    stack = home.up("nats")
    assert list(stack.state.parts) == ["nats"]
    assert sorted(stack.ports) == ["nats", "nats_http", "nats_ws"]


def test_a_later_caller_adds_what_it_needs_to_the_running_stack(home):
    first = home.up("nats")
    second = home.up("nats", "postgres")
    assert second.state.pid == first.state.pid
    assert second.state.parts["nats"] == first.state.parts["nats"]
    assert home.sql("SELECT 1") == [(1,)]


def test_joining_a_running_stack_changes_nothing(shared):
    first = shared.stack
    assert shared.up() == first


def test_another_project_than_the_served_one_is_refused(home):
    home.up("nats")
    with pytest.raises(SetupError) as caught:
        ensure_stack(home.path, ["nats"], project=home.path / "another")
    assert str(caught.value) == (
        f"The running stack serves the project {home.path}/project, not {home.path}/another. "
        "Run spark-nb down first, or set SPARK_HOME to another folder."
    )


def test_home_that_is_a_file_is_refused(tmp_path):
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(SetupError, match="cannot be written"):
        ensure_stack(file, ["nats"])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_home_of_another_user_is_refused(tmp_path):
    folders = Folders(tmp_path)
    folders.stack.mkdir()
    os.chown(folders.stack, 65534, 65534)
    with pytest.raises(SetupError, match="belongs to another user"):
        ensure_stack(tmp_path, ["nats"])


def test_part_that_cannot_start_is_named_with_its_own_words(home):
    home.folders.make()
    (home.folders.nats / "js").write_text("a file where the broker wants a folder")
    with pytest.raises(SetupError) as caught:
        home.up("nats")
    assert caught.value.message.startswith("The embedded nats does not start: it exited with code")
    assert "storage directory" in caught.value.message
    assert caught.value.hint == (f"See {home.folders.logs}/nats.log; it is tried again and again.")


def test_broken_passwords_file_is_reported_by_the_supervisor(home):
    home.folders.make()
    home.folders.credentials.write_text("{}")
    with pytest.raises(SetupError, match="does not hold the stack's passwords"):
        home.up("nats")


def test_lock_that_is_never_released_is_reported(home):
    home.folders.make()
    descriptor = hold(home.folders.start_lock, seconds=1)
    try:
        with pytest.raises(SetupError, match="starting or stopping the stack for 1 s"):
            ensure_stack(home.path, ["nats"], seconds=1)
    finally:
        os.close(descriptor)


def test_down_leaves_no_process_and_says_whether_one_ran(home):
    home.up()
    pids = home.pids()
    assert home.down() is True
    assert [pid for pid in pids if is_running(pid)] == []
    assert home.down() is False


def test_purge_leaves_no_file_of_ours_and_keeps_the_others(home):
    home.up()
    postgres = home.folders.postgres
    note = home.path / "note.txt"
    note.touch()
    purge_stack(home.path)
    assert list(home.path.iterdir()) == [note]
    assert not postgres.exists()


def test_supervisor_ends_with_all_it_runs_when_its_home_is_deleted(home):
    home.up()
    pids, postgres = home.pids(), home.folders.postgres
    shutil.rmtree(home.path)
    until(lambda: not any(is_running(pid) for pid in pids))
    assert not postgres.exists()


def test_home_made_anew_starts_empty(home):
    home.up("postgres")
    home.make_numbers()
    home.down()
    shutil.rmtree(home.path)
    home.up("postgres")
    assert home.sql("SELECT to_regclass('numbers')") == [(None,)]
    assert home.folders.former_postgres == []


def test_start_from_a_folder_with_modules_named_like_ours_is_no_trap(home, tmp_path):
    for name in ("asyncio", "json", "psutil"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong module')")
    command = [sys.executable, "-P", "-c", START, home.path]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert int(answer.stdout) == home.stack.state.pid


def test_servers_do_not_inherit_the_callers_secrets(home, monkeypatch):
    monkeypatch.setenv("UNITY_MCP_TOKEN", "a-token-of-the-caller")
    monkeypatch.setenv("PGPASSWORD", "a-password-of-the-caller")
    home.up()
    for pid in home.pids():
        environment = Path(f"/proc/{pid}/environ")
        if environment.exists():  # Linux
            assert b"of-the-caller" not in environment.read_bytes()
