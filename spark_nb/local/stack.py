"""The running stack, as other processes see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spark_nb.local.board import PartState, StackState, load_state
from spark_nb.local.credentials import Credentials, load_credentials
from spark_nb.local.families import PARTS, Family, PartName
from spark_nb.local.file_lock import is_held
from spark_nb.local.folders import Folders
from spark_nb.local.nats_conf import CLIENT_USER
from spark_nb.local.ports import LOOPBACK, PortName, load_ports


@dataclass(frozen=True, slots=True)
class Stack:
    """Addresses and states, read once. The addresses outlive restarts."""

    folders: Folders
    state: StackState
    ports: dict[str, int]
    credentials: Credentials

    @property
    def project(self) -> Path:
        return Path(self.state.project)

    @property
    def nats_url(self) -> str:
        return f"nats://{CLIENT_USER}:{self.credentials.broker_client}@{self._at('nats')}"

    @property
    def nats_ws_url(self) -> str:
        return f"ws://{self._at('nats_ws')}"

    @property
    def database_url(self) -> str:
        return self._database("spark_writer", self.credentials.database_writer, "primary")

    @property
    def database_replica_url(self) -> str:
        return self._database("spark_reader", self.credentials.database_reader, "standby")

    @property
    def database_owner_url(self) -> str:
        return self._database("spark", self.credentials.database_owner, "primary")

    @property
    def unity_mcp_url(self) -> str:
        return f"http://{self._at('sandbox')}/mcp"

    @property
    def unity_mcp_token(self) -> str:
        return self.credentials.sandbox_token

    def part(self, name: PartName) -> PartState | None:
        return self.state.parts.get(name)

    def serves(self, families: Iterable[Family]) -> bool:
        return all(name in self.state.parts for family in families for name in PARTS[family])

    def is_ready(self, families: Iterable[Family]) -> bool:
        return all(
            (part := self.part(name)) is not None and part.phase == "ready"
            for family in families
            for name in PARTS[family]
        )

    def _database(self, user: str, password: str, port: PortName) -> str:
        return f"postgresql://{user}:{password}@{self._at(port)}/spark"

    def _at(self, port: PortName) -> str:
        return f"{LOOPBACK}:{self.ports[port]}"


def find_stack(folders: Folders) -> Stack | None:
    """Return None when no supervisor runs, or one has not yet said what it runs."""
    if not is_held(folders.supervisor_lock):
        return None
    state = load_state(folders.state)
    if state is None:
        return None
    credentials = load_credentials(folders.credentials)
    return Stack(folders, state, load_ports(folders.ports), credentials)
