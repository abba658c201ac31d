"""Where the stack keeps what."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from spark_nb.errors import SetupError
from spark_nb.local.private_file import write_private

SYSTEM_STATE = Path("/var/lib/spark-nb")


@dataclass(frozen=True, slots=True)
class Folders:
    """All paths follow from ``home``, which is absolute."""

    home: Path

    @property
    def stack(self) -> Path:
        return self.home / "stack"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def nats(self) -> Path:
        return self.stack / "nats"

    @property
    def nats_readers(self) -> Path:
        """Who may read from the broker for a while."""
        return self.nats / "readers"

    @property
    def state(self) -> Path:
        """What runs now; there only while a supervisor lives, or after one was killed."""
        return self.stack / "state.json"

    @property
    def stale_state(self) -> Path:
        """The state that a killed supervisor left."""
        return self.stack / "state.stale.json"

    @property
    def wanted(self) -> Path:
        return self.stack / "wanted.json"

    @property
    def failure(self) -> Path:
        """Why the last supervisor gave up, in one sentence."""
        return self.stack / "failure.txt"

    @property
    def ports(self) -> Path:
        return self.stack / "ports.json"

    @property
    def credentials(self) -> Path:
        return self.stack / "credentials.json"

    @property
    def lab(self) -> Path:
        return self.home / "lab"

    @property
    def default_project(self) -> Path:
        return self.home / "project"

    @property
    def sandbox_token(self) -> Path:
        return self.stack / "sandbox.token"

    @property
    def schema_checksum(self) -> Path:
        return self.stack / "schema.sha256"

    @property
    def start_lock(self) -> Path:
        return self.stack / "start.lock"

    @property
    def supervisor_lock(self) -> Path:
        return self.stack / "supervisor.lock"

    @property
    def _instance(self) -> Path:
        return self.stack / "instance"

    @property
    def postgres(self) -> Path:
        """The database's programs and data.

        Root's home is closed to ``nobody``, so root's database lies outside, in a folder named
        after the home and this life of it: a home made anew never meets an older one's data.
        """
        if os.geteuid() != 0:
            return self.stack / "postgres"
        return SYSTEM_STATE / f"{self._home_digest}-{self._instance.read_text().strip()}"

    @property
    def former_postgres(self) -> list[Path]:
        """Root's databases of this home's former lives; their passwords are lost with them."""
        if os.geteuid() != 0:
            return []
        return [
            path for path in SYSTEM_STATE.glob(f"{self._home_digest}-*") if path != self.postgres
        ]

    @property
    def _home_digest(self) -> str:
        return hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]

    def make(self) -> None:
        """Make what is missing. Raises SetupError when the home is not ours to write in."""
        try:
            for folder in (self.stack, self.logs, self.nats):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._instance.exists():
                write_private(self._instance, secrets.token_hex(4))
        except OSError as error:
            raise SetupError(
                f"{self.home} cannot be written: {error.strerror}.",
                hint="Set SPARK_HOME to a folder of your own.",
            ) from error
        if self.stack.stat().st_uid != os.geteuid():
            raise SetupError(
                f"{self.stack} belongs to another user.",
                hint="Set SPARK_HOME to a folder of your own.",
            )
