from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from pydantic import SecretStr

from spark_nb.clients.row_spool import Refused, RowSpool
from spark_nb.clients.row_spools import RowSpools, database_folder
from spark_nb.domain.rows import Rows

KERNEL = """
import sys
from pathlib import Path
from spark_nb.clients.row_spools import RowSpools

spools = RowSpools(Path(sys.argv[1]), "killed")
for number in range(3):
    spools.add([{"spark_metrics": [{"value": number}]}])
print("spooled", flush=True)
sys.stdin.read()
"""


def batch(number: int) -> Rows:
    return {"spark_metrics": [{"value": number}]}


def adopt(path: Path) -> RowSpool:
    spool = RowSpool.adopt(path)
    assert spool is not None
    return spool


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "spool" / "of a database #1" / "s1-0.sqlite"


def test_batches_come_back_oldest_first(path):
    spool = RowSpool.create(path)
    spool.add([batch(1), batch(2)])
    spool.add([batch(3)])
    keys, batches = spool.oldest(2)
    assert (spool.count, batches) == (3, [batch(1), batch(2)])
    spool.settle(keys)
    assert (spool.count, spool.oldest(9)[1]) == (1, [batch(3)])
    spool.close()


def test_what_is_left_outlives_the_session(path):
    spool = RowSpool.create(path)
    spool.add([batch(1), batch(2)])
    spool.settle(spool.oldest(1)[0], [Refused(batch(1), "bad")])
    spool.close()
    found = adopt(path)
    assert (found.count, found.oldest(9)[1], found.refused()) == (
        1,
        [batch(2)],
        [Refused(batch(1), "bad")],
    )
    found.close()


def test_a_file_goes_with_its_last_row(path):
    spool = RowSpool.create(path)
    spool.add([batch(1)])
    spool.settle(spool.oldest(1)[0])
    spool.close()
    assert list(path.parent.iterdir()) == []


def test_refused_rows_keep_their_file(path):
    spool = RowSpool.create(path)
    spool.add([batch(1)])
    spool.settle(spool.oldest(1)[0], [Refused(batch(1), "bad")])
    spool.close()
    adopt(path).close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_batches_are_removed_and_refused_together(path):
    """A crash between the two would lose a row or send it again."""
    spool = RowSpool.create(path)
    spool.add([batch(1)])
    with pytest.raises(sqlite3.Error):
        spool.settle(spool.oldest(1)[0], [Refused(batch(1), None)])  # type: ignore[arg-type]
    assert (spool.count, spool.oldest(9)[1], spool.refused()) == (1, [batch(1)], [])
    spool.close()


def test_rows_that_are_no_json_leave_the_spool_as_it_was(path):
    spool = RowSpool.create(path)
    with pytest.raises(TypeError):
        spool.add([batch(1), {"spark_metrics": [{"value": object()}]}])
    assert (spool.count, spool.oldest(9)[1]) == (0, [])
    spool.close()


def test_a_spool_in_use_is_nobody_elses(path):
    spool = RowSpool.create(path)
    spool.add([batch(1)])
    assert RowSpool.adopt(path) is None
    assert other_process_sees(path) == "None"
    spool.add([batch(2)])
    spool.close()
    found = adopt(path)
    assert RowSpool.adopt(path) is None
    assert found.oldest(9)[1] == [batch(1), batch(2)]
    found.close()


def other_process_sees(path: Path) -> str:
    code = (
        "import sys, pathlib; from spark_nb.clients.row_spool import RowSpool;"
        "print(RowSpool.adopt(pathlib.Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_a_killed_kernels_batches_are_there_for_the_next(path):
    folder = path.parent
    with subprocess.Popen(
        [sys.executable, "-c", KERNEL, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as kernel:
        assert kernel.stdout is not None
        assert kernel.stdout.readline() == "spooled\n"
        (left,) = RowSpools(folder, "next").left_behind()
        assert RowSpool.adopt(left) is None
        kernel.kill()
    spool = adopt(left)
    assert spool.oldest(9)[1] == [batch(0), batch(1), batch(2)]
    spool.settle(spool.oldest(9)[0])
    spool.close()
    assert list(folder.iterdir()) == []


def test_what_is_gone_or_just_being_made_is_left_alone(path):
    path.parent.mkdir(parents=True)
    assert RowSpool.adopt(path) is None
    path.touch()
    assert RowSpool.adopt(path) is None
    assert path.exists()


def test_a_damaged_file_is_an_error(path):
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(sqlite3.DatabaseError):
        RowSpool.adopt(path)


def test_threads_may_add_at_once(path):
    spool = RowSpool.create(path)
    threads = [Thread(target=spool.add, args=[[batch(number)]]) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    values = [rows["spark_metrics"][0]["value"] for rows in spool.oldest(99)[1]]
    assert (spool.count, sorted(values)) == (20, list(range(20)))
    spool.close()


def test_only_the_user_may_look_into_it(path):
    spool = RowSpool.create(path)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    spool.close()


def test_a_session_that_never_waits_leaves_no_trace(tmp_path):
    spools = RowSpools(tmp_path / "spool", "s1")
    assert spools.left_behind() == []
    spools.close()
    assert list(tmp_path.iterdir()) == []


def test_sessions_of_one_name_have_files_of_their_own(tmp_path):
    first, second = RowSpools(tmp_path, "s1"), RowSpools(tmp_path, "s1")
    first.add([batch(1)])
    second.add([batch(2)])
    assert first.own is not None
    assert second.left_behind() == [first.own.path]
    first.close()
    second.close()
    assert len(list(tmp_path.iterdir())) == 2


def test_left_behind_are_the_others_oldest_first(tmp_path):
    for name, age in (("new", 1), ("oldest", 3), ("old", 2)):
        path = tmp_path / f"{name}.sqlite"
        path.touch()
        os.utime(path, (100 - age, 100 - age))
    spools = RowSpools(tmp_path, "s1")
    spools.add([batch(1)])
    assert [path.stem for path in spools.left_behind()] == ["oldest", "old", "new"]
    spools.close()


def test_rows_that_come_after_closing_are_kept(tmp_path):
    spools = RowSpools(tmp_path, "s1")
    spools.close()
    spools.add([batch(1)])
    (path,) = spools.left_behind()
    found = adopt(path)
    assert found.oldest(9)[1] == [batch(1)]
    found.close()


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("postgresql://ada:secret@db.example:5432/spark", True),
        ("postgresql://bob:other@db.example:5432/spark?application_name=x", True),
        ("host=db.example port=5432 dbname=spark user=ada", True),
        ("postgresql://ada:secret@db.example:5433/spark", False),
        ("postgresql://ada:secret@db.example:5432/play", False),
        ("postgresql://ada:secret@elsewhere.example:5432/spark", False),
    ],
)
def test_each_database_has_a_folder_of_its_own(other, is_same):
    """Rows of one must never reach another."""
    folder = database_folder(SecretStr("postgresql://ada:secret@db.example:5432/spark"))
    assert (database_folder(SecretStr(other)) == folder) is is_same
    assert "secret" not in folder
