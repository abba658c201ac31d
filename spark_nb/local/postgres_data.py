"""The database's folders: how a primary is made, and how a standby is copied from it."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from spark_nb.local.credentials import Credentials, scram_verifier
from spark_nb.local.folders import SYSTEM_STATE, Folders
from spark_nb.local.ports import LOOPBACK, Ports
from spark_nb.local.postgres_conf import REPLICATION_USER, SLOT, replication_conninfo
from spark_nb.local.private_file import write_private
from spark_nb.local.program import run
from spark_nb.local.programs import packaged_postgres, postgres_for_server_user
from spark_nb.local.server_user import ServerUser, server_user

_SCRIPTS = Path(__file__).parent
_OWNER = "spark"
_NEW_CLUSTER = (
    *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    *("--auth=scram-sha-256", "--no-sync", "--wal-segsize=4"),
)
_COPY_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class PostgresData:
    """One primary and one standby below ``folder``, and the programs that serve them."""

    folder: Path
    programs: Path
    user: ServerUser | None
    credentials: Credentials
    ports: Ports

    @property
    def primary(self) -> Path:
        return self.folder / "primary"

    @property
    def standby(self) -> Path:
        return self.folder / "standby"

    @property
    def passfile(self) -> Path:
        return self.folder / "pgpass"

    async def make_pair(self) -> None:
        """Make an empty primary and its standby; each folder appears whole or not at all.

        Before its first start a primary is its own base backup, and a plain copy will do.
        """
        draft = self._empty("primary.draft")
        shutil.rmtree(self.standby, ignore_errors=True)
        password = self.folder / "owner.password"
        self.write(password, self.credentials.database_owner)
        try:
            await run(
                self.programs / "initdb",
                *("-D", draft, "-U", _OWNER, *_NEW_CLUSTER),
                f"--pwfile={password}",
                user=self.user,
                seconds=_COPY_SECONDS,
            )
        finally:
            password.unlink()
        copy = self._empty("standby.draft")
        await run("cp", "-Rp", f"{draft}/.", copy, user=self.user, seconds=_COPY_SECONDS)
        self._follow(copy)
        draft.rename(self.primary)

    async def make_standby(self) -> None:
        """Copy the primary, which serves, under a new slot."""
        await self.sql((_SCRIPTS / "renew_slot.sql").read_text())
        draft = self._empty("standby.draft")
        await run(
            self.programs / "pg_basebackup",
            *("-D", draft, "-X", "stream", "-S", SLOT, "-c", "fast", "--no-sync", "--no-manifest"),
            *("-d", replication_conninfo(self.ports["primary"], self.passfile)),
            user=self.user,
            seconds=_COPY_SECONDS,
        )
        self._follow(draft)

    def promote_orphan(self) -> bool:
        """Let a standby whose primary is gone take its place: it holds the same rows.

        Neither server may run. Returns whether it did.
        """
        if is_cluster(self.primary) or not is_cluster(self.standby):
            return False
        shutil.rmtree(self.primary, ignore_errors=True)
        (self.standby / "standby.signal").unlink(missing_ok=True)
        self.standby.rename(self.primary)
        return True

    @property
    def is_set_up(self) -> bool:
        return self._set_up_mark.exists()

    async def set_up(self) -> None:
        """Make roles, database and slot, when these passwords have not been set before."""
        script = (_SCRIPTS / "set_up.sql").read_text()
        credentials = self.credentials
        passwords = {
            "writer": credentials.database_writer,
            "reader": credentials.database_reader,
            "replication": credentials.database_replication,
        }
        digest = hashlib.sha256("\n".join([script, *passwords.values()]).encode()).hexdigest()
        if self.is_set_up and self._set_up_mark.read_text() == digest:
            return
        given = [f"\\set {name} '{scram_verifier(text)}'" for name, text in passwords.items()]
        await self.sql("\n".join([*given, script]))
        self.write(self._set_up_mark, digest)

    async def streaming(self) -> tuple[str, str]:
        """Return the state of the standby's sender and of its slot, in PostgreSQL's words.

        ``absent`` and ``lost`` where there is none.
        """
        sender, slot = (
            (await self.sql((_SCRIPTS / "streaming.sql").read_text())).strip().split("|")
        )
        return sender, slot

    async def sql(self, script: str) -> str:
        """Run ``script`` on the primary as its owner."""
        return await run(
            self.programs / "psql",
            *("-h", LOOPBACK, "-p", str(self.ports["primary"]), "-U", _OWNER, "-d", "template1"),
            *("-XAtq", "-v", "ON_ERROR_STOP=1"),
            user=self.user,
            environment={"PGPASSFILE": str(self.passfile), "PGCONNECT_TIMEOUT": "5"},
            text=f"\\set VERBOSITY terse\n{script}",  # else an error repeats the line it is in
            seconds=30,
        )

    def write_passfile(self) -> None:
        passwords = {
            _OWNER: self.credentials.database_owner,
            REPLICATION_USER: self.credentials.database_replication,
        }
        lines = [f"{LOOPBACK}:*:*:{user}:{text}\n" for user, text in passwords.items()]
        self.write(self.passfile, "".join(lines))

    def write(self, path: Path, text: str) -> None:
        write_private(path, text, owner=self.user)

    def _follow(self, draft: Path) -> None:
        """Make ``draft`` the standby."""
        self.write(draft / "standby.signal", "")
        shutil.rmtree(self.standby, ignore_errors=True)
        draft.rename(self.standby)

    @property
    def _set_up_mark(self) -> Path:
        return self.primary / "spark_set_up"

    def _empty(self, name: str) -> Path:
        draft = self.folder / name
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if self.user:
            os.chown(draft, self.user.uid, self.user.gid)
        return draft


def open_postgres_data(folders: Folders, credentials: Credentials, ports: Ports) -> PostgresData:
    """Make the outer folders, and for root the programs that ``nobody`` can run.

    Raises SetupError when the programs are missing, OSError when the disk says no.
    """
    user = server_user()
    state = folders.postgres
    if not user:
        state.mkdir(mode=0o700, exist_ok=True)
        data = PostgresData(state, packaged_postgres(), None, credentials, ports)
    else:
        SYSTEM_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
        state.mkdir(mode=0o755, exist_ok=True)
        programs = postgres_for_server_user(state)
        data = PostgresData(state / "data", programs, user, credentials, ports)
        data.folder.mkdir(mode=0o700, exist_ok=True)
        os.chown(data.folder, user.uid, user.gid)
    data.write_passfile()
    return data


def is_cluster(folder: Path) -> bool:
    return (folder / "PG_VERSION").is_file()
