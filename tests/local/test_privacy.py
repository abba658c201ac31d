"""Secrets stay in files that only their owner may read."""

from __future__ import annotations

import asyncio
import stat
from dataclasses import asdict

import psutil
import psycopg
import pytest

from spark_nb.local.health import examine


@pytest.fixture
def secrets(shared):
    return list(asdict(shared.stack.credentials).values())


def files(shared):
    return [path for path in shared.path.rglob("*") if path.is_file()]


def test_files_with_secrets_are_for_their_owner_only(shared, secrets):
    for path in [*files(shared), shared.data / "pgpass"]:
        if any(secret in path.read_text(errors="replace") for secret in secrets):
            assert (path.name, oct(stat.S_IMODE(path.stat().st_mode))) == (path.name, "0o600")


def test_folders_are_closed_to_others(shared):
    folders = [shared.folders.stack, shared.folders.logs, shared.folders.nats, shared.data]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700] * 4


def test_logs_hold_no_secret(shared, secrets):
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(shared.stack.database_url.replace("spark_writer:", "spark_writer:wrong"))
    logs = "".join(path.read_text(errors="replace") for path in shared.folders.logs.iterdir())
    assert "password authentication failed" in logs
    assert [secret for secret in secrets if secret in logs] == []


def test_process_arguments_hold_no_secret(shared, secrets):
    arguments = [
        " ".join(process.cmdline())
        for pid in shared.pids()
        for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    ]
    assert [secret for secret in secrets if secret in "\n".join(arguments)] == []


def test_health_and_reprs_hold_no_secret(shared, secrets):
    stack = shared.stack
    text = f"{asyncio.run(examine(stack))} {stack!r} {stack.state!r}"
    assert [secret for secret in secrets if secret in text] == []


def test_passwords_are_asked_for(shared):
    url = shared.stack.database_owner_url
    password = shared.stack.credentials.database_owner
    for wrong in (url.replace(password, "wrong"), url.replace(f":{password}", "")):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(wrong, connect_timeout=30)


def test_database_keeps_passwords_as_scram_verifiers(shared):
    query = (
        "SELECT rolname FROM pg_authid WHERE rolpassword LIKE 'SCRAM-SHA-256$4096:%%' ORDER BY 1"
    )
    assert shared.sql(query) == [("spark",), ("spark_reader",), ("spark_repl",), ("spark_writer",)]


def test_reader_cannot_write_even_on_the_primary(shared):
    stack = shared.stack
    on_primary = stack.database_replica_url.replace(
        str(stack.ports["standby"]), str(stack.ports["primary"])
    )
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        shared.sql("CREATE TEMPORARY TABLE t (n int)", url=on_primary)
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        shared.sql("CREATE TEMPORARY TABLE t (n int)", url=stack.database_replica_url)
