"""Each part is killed, or loses what it needs, and comes back with all that was acknowledged."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack
from signal import SIGCONT, SIGKILL, SIGSTOP

import nats
import psycopg
import pytest

from spark_nb.local.file_lock import is_held
from spark_nb.local.ports import bind
from spark_nb.local.server_user import server_user
from tests.local.stack_home import Home, is_running, until

NUMBERS = list(range(50))


def insert(home: Home, numbers: list[int]) -> None:
    """Return when each is committed and acknowledged."""
    with psycopg.connect(home.stack.database_owner_url, autocommit=True) as connection:
        for number in numbers:
            connection.execute("INSERT INTO numbers VALUES (%s)", [number])


def make_numbers(home: Home) -> None:
    home.make_numbers()
    insert(home, NUMBERS)


async def publish(url: str, texts: list[bytes]) -> None:
    client = await asyncio.wait_for(nats.connect(url), 5)
    jetstream = client.jetstream()
    await jetstream.add_stream(name="KEPT", subjects=["spark.runtime.>"])
    for text in texts:
        await jetstream.publish("spark.runtime.unity.started.s1", text)
    await client.close()


async def kept(url: str) -> list[bytes]:
    client = await asyncio.wait_for(nats.connect(url), 5)
    jetstream = client.jetstream()
    last = (await jetstream.stream_info("KEPT")).state.last_seq
    texts = [(await jetstream.get_msg("KEPT", number)).data for number in range(1, last + 1)]
    await client.close()
    return texts


def test_broker_keeps_its_messages_and_address(shared):
    url, texts = shared.stack.nats_url, [b"%d" % number for number in NUMBERS]
    asyncio.run(publish(url, texts))
    shared.kill("nats")
    assert asyncio.run(kept(url)) == texts


def test_primary_keeps_its_rows_and_address(table):
    url = table.stack.database_owner_url
    insert(table, NUMBERS)
    table.kill("primary")
    assert table.numbers(url) == NUMBERS
    table.until_on_replica(NUMBERS)


def test_standby_catches_up_with_what_it_missed(table):
    insert(table, NUMBERS[:25])
    table.kill("standby")
    insert(table, NUMBERS[25:])
    table.until_on_replica(NUMBERS)


def test_standby_whose_folder_is_deleted_is_copied_anew(table):
    insert(table, NUMBERS)
    before = table.stack.state.parts["standby"].restarts
    shutil.rmtree(table.data / "standby")
    table.until_restarted("standby", before)
    table.until_on_replica(NUMBERS)


@pytest.mark.slow
def test_standby_whose_slot_is_lost_is_copied_anew(table):
    insert(table, NUMBERS)
    before = table.stack.state.parts["standby"].restarts
    until(lambda: drop_slot(table))
    table.until_restarted("standby", before)
    table.until_on_replica(NUMBERS)


def drop_slot(home: Home) -> bool:
    home.sql("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active")
    try:
        home.sql("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots")
    except psycopg.errors.ObjectInUse:  # its receiver was quicker
        return False
    return True


def test_all_servers_killed_at_once_come_back(table):
    insert(table, NUMBERS)
    parts = dict(table.stack.state.parts)
    for part in parts.values():
        os.kill(part.pid, SIGKILL)
    for name, part in parts.items():
        table.until_restarted(name, part.restarts)
    assert table.numbers() == NUMBERS


def test_port_taken_while_its_server_is_down_is_given_up_and_the_standby_follows(table):
    insert(table, NUMBERS)
    supervisor, taken = table.stack.state.pid, table.stack.ports["primary"]
    restarts = table.stack.state.parts["primary"].restarts
    os.kill(supervisor, SIGSTOP)
    os.kill(table.pid("primary"), SIGKILL)
    until(lambda: can_bind(taken))
    with bind(taken) as somebody:
        somebody.listen()
        os.kill(supervisor, SIGCONT)
        table.until_restarted("primary", restarts)
    assert table.stack.ports["primary"] != taken
    table.up()  # who joins again learns the new address
    insert(table, [1000])
    table.until_on_replica([*NUMBERS, 1000])


def can_bind(port: int) -> bool:
    try:
        bind(port).close()
    except OSError:
        return False
    return True


def test_next_start_ends_the_servers_of_a_killed_supervisor(home):
    first = home.up()
    make_numbers(home)
    pids = home.pids()
    kill_supervisor(home)
    second = home.up()
    assert home.numbers(first.database_owner_url) == NUMBERS
    assert second.nats_url == first.nats_url
    assert [pid for pid in pids if is_running(pid)] == []


def test_down_ends_the_servers_of_a_killed_supervisor(home):
    home.up()
    pids = home.pids()
    kill_supervisor(home)
    home.down()
    assert [pid for pid in pids if is_running(pid)] == []


def kill_supervisor(home: Home) -> None:
    pid = home.stack.state.pid
    os.kill(pid, SIGKILL)
    until(lambda: not is_running(pid))
    until(lambda: not is_held(home.folders.supervisor_lock))  # a thread of it may die later


def test_pid_file_that_names_another_program_is_no_obstacle(home):
    home.up("postgres")
    make_numbers(home)
    home.down()
    user = server_user()
    another = subprocess.Popen(["sleep", "100"], **(user.run_as if user else {}))
    try:
        for name in ("primary", "standby"):
            write_pid_file(home.data / name, another.pid)
        home.up("postgres")
        assert home.numbers() == NUMBERS
        assert another.poll() is None
    finally:
        another.kill()
        another.wait()


def write_pid_file(folder, pid: int) -> None:
    file = folder / "postmaster.pid"
    file.write_text(
        f"{pid}\n{folder}\n{int(time.time())}\n5432\n\n127.0.0.1\n  5432001  0\nready   \n"
    )
    shutil.chown(file, folder.stat().st_uid, folder.stat().st_gid)


def test_ports_taken_while_down_are_replaced(home):
    first = home.up()
    make_numbers(home)
    home.down()
    with ExitStack() as somebody:
        for port in first.ports.values():
            somebody.enter_context(bind(port)).listen()
        second = home.up()
        assert set(second.ports.values()).isdisjoint(first.ports.values())
        assert home.numbers() == NUMBERS
        home.until_on_replica(NUMBERS)


@pytest.mark.parametrize("lost", ["primary", "standby"])
def test_folder_deleted_while_down_is_made_from_the_other(home, lost):
    home.up("postgres")
    make_numbers(home)
    home.until_on_replica(NUMBERS)
    home.down()
    shutil.rmtree(home.data / lost)
    home.up("postgres")
    assert home.numbers() == NUMBERS
    home.until_on_replica(NUMBERS)


def test_standby_takes_the_place_of_a_primary_whose_folder_is_deleted(home):
    first = home.up("postgres")
    make_numbers(home)
    home.until_on_replica(NUMBERS)
    killed = home.pid("primary")
    shutil.rmtree(home.data / "primary")
    until(lambda: not is_running(killed))
    home.up("postgres")
    until(lambda: has_numbers(home, first.database_owner_url))  # it may just have died
    home.until_on_replica(NUMBERS)


def has_numbers(home, url) -> bool:
    try:
        return home.numbers(url) == NUMBERS
    except psycopg.OperationalError:
        return False


def test_who_connects_while_the_sandbox_restarts_waits_and_is_not_refused(home):
    stack = home.up("sandbox")
    port = stack.ports["sandbox"]
    until(lambda: health(port).startswith(b"HTTP/1"))
    os.kill(home.pid("sandbox"), SIGKILL)
    assert b'"status":"ok"' in health(port).replace(b" ", b"")


def health(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        host = f"127.0.0.1:{port}".encode()
        connection.sendall(b"GET /health HTTP/1.0\r\nHost: " + host + b"\r\n\r\n")
        return b"".join(iter(lambda: connection.recv(4096), b""))
