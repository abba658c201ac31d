"""The small pieces, on real files, sockets and processes."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from itertools import islice
from signal import SIGKILL, SIGTERM

import pytest

from spark_nb.local import programs
from spark_nb.local.board import Board, PartState, StackState, load_state
from spark_nb.local.credentials import Credentials, load_credentials, load_or_make_credentials
from spark_nb.local.file_lock import hold, is_held
from spark_nb.local.keeper import Keeper, restart_delays
from spark_nb.local.log_file import bound_logs, cause_since, end_of
from spark_nb.local.nats_conf import BrokerUser, accounts_conf
from spark_nb.local.ports import Ports, bind, load_ports
from spark_nb.local.postgres_conf import replication_conninfo, standby_conf
from spark_nb.local.private_file import write_private
from spark_nb.local.program import PartFailed, run, spawn, stop
from spark_nb.local.wanted import Wanted, load_wanted, save_wanted


def test_private_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "secret"
    write_private(path, "first")
    with pytest.raises(UnicodeEncodeError):
        write_private(path, "second \ud800")
    assert path.read_text() == "first"
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_credentials_are_made_once(tmp_path):
    path = tmp_path / "credentials.json"
    made = load_or_make_credentials(path)
    assert load_or_make_credentials(path) == load_credentials(path) == made
    assert repr(made) == "Credentials()"
    assert made != Credentials()


def test_port_is_kept_while_it_is_free_and_replaced_when_it_is_not(tmp_path):
    file = tmp_path / "ports.json"
    port = Ports(file).claim("nats")
    assert Ports(file).claim("nats") == port
    with bind(port) as somebody:
        somebody.listen()
        other = Ports(file).claim("nats")
    assert other != port
    assert load_ports(file) == {"nats": other}


@pytest.mark.parametrize("text", ["", "[]", '{"nats": "x"}', "{"])
def test_ports_file_that_is_not_ours_counts_for_nothing(tmp_path, text):
    file = tmp_path / "ports.json"
    file.write_text(text)
    assert load_ports(file) == {}


def test_lock_is_released_when_its_holder_is_killed(tmp_path):
    path = tmp_path / "lock"
    script = (
        "import sys, pathlib; from spark_nb.local.file_lock import hold;"
        "hold(pathlib.Path(sys.argv[1]), seconds=1); print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == b"held\n"
    assert is_held(path)
    assert hold(path, seconds=0.05) is None
    holder.send_signal(SIGKILL)
    holder.communicate()
    assert not is_held(path)


def test_log_that_grew_too_long_is_set_aside_and_its_writer_goes_on(tmp_path):
    log = tmp_path / "server.log"
    with log.open("a") as writer:
        writer.write("old\n" * 100)
        writer.flush()
        bound_logs(tmp_path, limit_bytes=100)
        writer.write("new\n")
    assert log.read_text() == "new\n"
    assert (tmp_path / "server.log.1").read_text() == "old\n" * 100
    bound_logs(tmp_path, limit_bytes=100)
    assert log.read_text() == "new\n"


def test_cause_is_the_first_fatal_line_of_this_life_else_the_last(tmp_path):
    log = tmp_path / "server.log"
    assert cause_since(log, 0) == ""
    log.write_text("FATAL: of an earlier life\n")
    position = end_of(log)
    with log.open("a") as writer:
        writer.write("starting\nstopping\n")
    assert cause_since(log, position) == "stopping"
    with log.open("a") as writer:
        writer.write("FATAL: no disk\nstopped\n")
    assert cause_since(log, position) == "FATAL: no disk"


def test_restart_delays_grow_to_ten_seconds():
    assert list(islice(restart_delays(), 10)) == [
        *(0.0, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0)
    ]


class Sleeper:
    """A part whose server runs until it is told to end, or fails as it is told to."""

    name = "nats"
    ready_seconds = 0.05
    stop_signals = ((SIGTERM, 5.0),)

    def __init__(self, log, script, *, gets_ready=True):
        self.log = log
        self.launches = 0
        self._script = script
        self._gets_ready = gets_ready

    async def launch(self):
        self.launches += 1
        return await spawn(sys.executable, "-c", self._script, log=self.log)

    async def until_ready(self):
        if not self._gets_ready:
            await asyncio.Event().wait()

    async def until_broken(self):
        await asyncio.Event().wait()
        return ""


def board_in(tmp_path) -> Board:
    board = Board(tmp_path / "state.json", StackState(1, "project"))
    board.add(["nats"])
    return board


async def until_true(true) -> None:
    async with asyncio.timeout(30):
        while True:
            if true():
                return
            await asyncio.sleep(0.01)


async def keep_until(part, board, reached) -> PartState:
    keeping = asyncio.create_task(Keeper(part, board).run())
    await until_true(lambda: reached(board.part("nats")))
    state = board.part("nats")
    keeping.cancel()
    await asyncio.wait([keeping])
    return state


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("print('no disk'); exit(3)", "it exited with code 3 and said 'no disk'"),
        ("exit(2)", "it exited with code 2"),
        ("import os; os.kill(os.getpid(), 9)", "it was ended by SIGKILL"),
    ],
)
def test_keeper_starts_again_and_says_why_it_ended(tmp_path, script, problem):
    part = Sleeper(tmp_path / "part.log", script)
    state = asyncio.run(keep_until(part, board_in(tmp_path), lambda part: part.restarts == 2))
    assert (state.problem, part.launches) == (problem, 2)


def test_keeper_ends_a_server_that_does_not_get_ready(tmp_path):
    part = Sleeper(tmp_path / "part.log", "import time; time.sleep(60)", gets_ready=False)
    state = asyncio.run(keep_until(part, board_in(tmp_path), lambda part: part.restarts == 1))
    assert state.problem == "it was not ready after 0 s"


def test_keeper_ends_its_server_when_it_is_cancelled(tmp_path):
    part = Sleeper(tmp_path / "part.log", "import time; time.sleep(60)")
    state = asyncio.run(keep_until(part, board_in(tmp_path), lambda part: part.phase == "ready"))
    with pytest.raises(ProcessLookupError):
        os.kill(state.pid, 0)
    saved = load_state(tmp_path / "state.json")
    assert saved == StackState(1, "project", {"nats": state})


def test_server_that_ignores_its_signals_is_killed(tmp_path):
    script = (
        "import signal; signal.signal(15, signal.SIG_IGN); print(1, flush=True); signal.pause()"
    )

    async def end() -> int | None:
        process = await spawn(sys.executable, "-c", script, log=tmp_path / "log")
        await until_true(lambda: end_of(tmp_path / "log"))
        await stop(process, ((SIGTERM, 0.05),))
        return process.returncode

    assert asyncio.run(end()) == -SIGKILL


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("import sys; sys.exit('no disk')", "failed: no disk"),
        ("import time; time.sleep(60)", "took longer than 0 s"),
    ],
)
def test_program_that_fails_or_hangs_is_reported(script, message):
    seconds = 0.05 if "sleep" in script else 30
    with pytest.raises(PartFailed, match=message):
        asyncio.run(run(sys.executable, "-c", script, seconds=seconds))


def test_program_that_is_missing_is_reported():
    with pytest.raises(PartFailed, match="no-such-program does not start"):
        asyncio.run(run("/no-such-program", seconds=1))


def test_account_file_holds_users_with_their_subjects():
    user = BrokerUser("s1", "p", publish=("spark.x",), subscribe=("spark.y", "_INBOX_s1.>"))
    conf = accounts_conf("q", [user])
    assert (
        '{ user: "s1", password: "p", permissions: { publish: { allow: ["spark.x"] }, '
        'subscribe: { allow: ["spark.y", "_INBOX_s1.>"] } } }'
    ) in conf
    assert repr(user) == "<BrokerUser s1>"


def test_paths_with_quotes_survive_into_the_standbys_configuration(tmp_path):
    passfile = tmp_path / "it's\\here"
    assert replication_conninfo(5, passfile).endswith(rf"passfile='{tmp_path}/it\'s\\here'")
    conf = standby_conf(6, primary_port=5, passfile=passfile)
    assert rf"passfile=''{tmp_path}/it\\''s\\\\here'''" in conf


def test_what_is_wanted_is_read_as_it_was_written(tmp_path):
    wanted = Wanted(frozenset({"nats", "sandbox"}), "/project")
    save_wanted(tmp_path / "wanted.json", wanted)
    assert load_wanted(tmp_path / "wanted.json") == wanted


def test_copied_programs_run_and_are_not_copied_twice(tmp_path):
    bin_folder = programs.postgres_for_server_user(tmp_path)
    assert programs.postgres_for_server_user(tmp_path) == bin_folder
    answer = subprocess.run(
        [bin_folder / "postgres", "--version"], capture_output=True, check=True
    )
    assert answer.stdout.startswith(b"postgres (PostgreSQL) 18")
    assert len(list(tmp_path.iterdir())) == 1


def test_broker_program_is_found_by_its_wheels_own_record(monkeypatch, tmp_path):
    expected = programs.nats_server()
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(tmp_path))
    assert programs.nats_server() == expected.resolve()
