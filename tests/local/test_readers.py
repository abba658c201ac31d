"""Readers of the embedded broker: what they may, and when they are gone."""

from __future__ import annotations

import asyncio
import stat
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from spark_nb.domain.page_access import page_subjects
from spark_nb.errors import SetupError
from spark_nb.local.credentials import Credentials
from spark_nb.local.nats_server import NatsServer
from spark_nb.local.ports import Ports, load_ports
from spark_nb.local.readers import ReaderPass, current_readers
from tests.raw_nats import raw_reader

SUBJECTS = page_subjects("s1")


def test_a_reader_lasts_until_it_is_closed(tmp_path):
    folder = tmp_path / "readers"
    assert current_readers(folder) == ()
    first, second = ReaderPass(folder, SUBJECTS), ReaderPass(folder, ("spark.x.*",))
    assert set(current_readers(folder)) == {first.reader, second.reader}
    assert first.reader.password not in repr(first.reader)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert modes == {0o600}
    first.close()
    assert current_readers(folder) == (second.reader,)
    second.close()
    assert list(folder.iterdir()) == []


DYING = """
import os, sys
from pathlib import Path
from spark_nb.local.readers import ReaderPass
made = ReaderPass(Path(sys.argv[1]), ("spark.x.*",))
os._exit(1)
"""


def test_a_reader_goes_with_its_process(tmp_path):
    subprocess.run([sys.executable, "-c", DYING, tmp_path], check=False)
    assert len(list(tmp_path.iterdir())) == 1
    assert current_readers(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_half_a_file_is_nobody_yet(tmp_path):
    made = ReaderPass(tmp_path, SUBJECTS)
    (file,) = tmp_path.iterdir()
    file.write_text(file.read_text()[:20])
    assert current_readers(tmp_path) == ()
    made.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="file/readers cannot be written"):
        ReaderPass(tmp_path / "file" / "readers", SUBJECTS)


async def test_a_reader_reads_its_own_says_nothing_and_is_disconnected_at_its_end(home):
    stack = await asyncio.to_thread(home.up, "nats")
    made = await asyncio.to_thread(ReaderPass, home.folders.nats_readers, SUBJECTS)
    address = urlsplit(stack.nats_url).netloc.rpartition("@")[2]
    name, password = made.reader.name, made.reader.password
    own = urlsplit(stack.nats_url)
    async with (
        raw_reader(address, own.username, own.password) as client,
        raw_reader(address, name, password) as page,
    ):
        assert await page.say("SUB spark.frames.s1.* 1") == []
        refused = await page.say("SUB spark.frames.s2.* 2", "PUB spark.frames.s1.a 1", "x")
        assert 'Subscription to "spark.frames.s2.*"' in refused[0]
        assert 'Publish to "spark.frames.s1.a"' in refused[1]
        await client.say("PUB spark.frames.s2.a 1", "n", "PUB spark.frames.s1.a 1", "y")
        assert await page.line() == "MSG spark.frames.s1.a 1 1"
        assert await page.line() == "y"
        await asyncio.to_thread(made.close)
        async with asyncio.timeout(10):
            await page.ended()
        assert await client.say() == [], "others stay"


async def test_a_reader_who_goes_while_the_broker_starts_does_not_end_it(home, loop_guard):
    loop_guard.deactivate()  # the supervisor writes its files in its own loop
    home.folders.make()
    log = home.folders.logs / "nats.log"
    server = NatsServer(home.folders, log, Credentials(), Ports(home.folders.ports))
    gone = ReaderPass(home.folders.nats_readers, SUBJECTS)
    process = await server.launch()
    gone.close()
    server.renew_readers()  # a signal as early as this would end it
    await server.until_ready()
    made = ReaderPass(home.folders.nats_readers, SUBJECTS)
    try:
        server.renew_readers()
        address = f"127.0.0.1:{load_ports(home.folders.ports)['nats']}"
        async with raw_reader(address, made.reader.name, made.reader.password) as page:
            assert await page.say("SUB spark.frames.s1.* 1") == []
        assert process.returncode is None
    finally:
        made.close()
        process.terminate()
        await process.wait()
