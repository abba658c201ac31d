"""What root starts, a plain user can start as well."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import site
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from spark_nb.local.folders import SYSTEM_STATE

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can run as somebody else")

REPOSITORY = Path(__file__).parents[2]
LIFE = """
import json, os, sys
from pathlib import Path
import psutil, psycopg
from spark_nb.local.shutdown import purge_stack, stop_stack
from spark_nb.local.start import ensure_stack

home = Path(sys.argv[1])
stack = ensure_stack(home, ["nats", "postgres"])
with psycopg.connect(stack.database_owner_url, autocommit=True) as primary:
    primary.execute("CREATE TABLE numbers AS SELECT 7 AS n")
users = {psutil.Process(part.pid).uids().real for part in stack.state.parts.values()}
modes = {oct(path.stat().st_mode & 0o777) for path in home.rglob("*.json")}
stop_stack(home)
stack = ensure_stack(home, ["nats", "postgres"])
with psycopg.connect(stack.database_owner_url) as primary:
    rows = primary.execute("SELECT n FROM numbers").fetchall()
postgres = str(stack.folders.postgres.relative_to(home))
purge_stack(home)
print(json.dumps([sorted(users), sorted(modes), rows, postgres, home.exists()]))
"""


@pytest.fixture
def plain_home() -> Iterator[tuple[Path, pwd.struct_passwd]]:
    account = pwd.getpwnam("daemon")
    folder = Path(tempfile.mkdtemp(prefix="spark-"))
    os.chown(folder, account.pw_uid, account.pw_gid)
    yield folder / "it's a \\ home", account
    shutil.rmtree(folder)


def run_as(account: pwd.struct_passwd, *arguments: object) -> subprocess.CompletedProcess[str]:
    folders = [str(REPOSITORY), *site.getsitepackages()]
    return subprocess.run(
        [str(argument) for argument in arguments],
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
        cwd="/",
        env={"PATH": os.defpath, "HOME": "/nonexistent", "PYTHONPATH": os.pathsep.join(folders)},
        capture_output=True,
        text=True,
        check=False,
    )


def python_for(account: pwd.struct_passwd) -> str:
    """Root's interpreter may lie in root's own home; the system's then serves."""
    for python in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        try:
            if run_as(account, python, "-c", "import psycopg, pydantic").returncode == 0:
                return python
        except OSError:
            continue
    pytest.skip("no Python here that a plain user can run with these packages")


def test_plain_user_starts_writes_stops_and_purges_a_stack_of_their_own(plain_home):
    home, account = plain_home
    answer = run_as(account, python_for(account), "-c", LIFE, home)
    assert answer.stderr == ""
    assert json.loads(answer.stdout) == [
        [account.pw_uid],
        ["0o600"],
        [[7]],
        "stack/postgres",
        False,
    ]


def test_root_runs_the_database_as_nobody_outside_its_home(shared):
    nobody = pwd.getpwnam("nobody").pw_uid
    owners = {
        name: Path(f"/proc/{shared.pid(name)}").stat().st_uid for name in ("primary", "nats")
    }
    assert owners == {"primary": nobody, "nats": 0}
    assert shared.folders.postgres.parent == SYSTEM_STATE
    assert shared.data.stat().st_uid == nobody
