"""The stack's port numbers, kept in a file so that addresses outlive a restart."""

from __future__ import annotations

import json
import random
import socket
from pathlib import Path
from typing import Literal

from spark_nb.errors import SetupError
from spark_nb.local.private_file import write_private

PortName = Literal["nats", "nats_ws", "nats_http", "primary", "standby", "sandbox"]

LOOPBACK = "127.0.0.1"
# Below what Linux and macOS give to outgoing connections: one of those could sit on our number
# while its server restarts, or a client that retries could connect to itself.
_FIRST, _LAST = 20_000, 32_000
_ATTEMPTS = 200
_random = random.SystemRandom()


def load_ports(path: Path) -> dict[str, int]:
    """Return what is recorded; nothing when there is no file, or not one of ours."""
    try:
        return {str(name): int(port) for name, port in json.loads(path.read_text()).items()}
    except (FileNotFoundError, ValueError, AttributeError, TypeError):
        return {}  # new numbers are as good; only addresses noted elsewhere go stale


class Ports:
    """The numbers by name. ``claim`` before each start: another program may have taken one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._numbers = load_ports(path)

    def __getitem__(self, name: PortName) -> int:
        return self._numbers[name]

    def get(self, name: PortName) -> int | None:
        return self._numbers.get(name)

    def claim(self, name: PortName) -> int:
        """Return the recorded number while it is free, else record another."""
        recorded = self._numbers.get(name)
        if recorded is None or not is_free(recorded):
            self._numbers[name] = self.pick()
            write_private(self._path, json.dumps(self._numbers))
        return self._numbers[name]

    def pick(self) -> int:
        """Return a free number that is none of ours. Raises SetupError when there is none."""
        for _ in range(_ATTEMPTS):
            port = _random.randint(_FIRST, _LAST)
            if port not in self._numbers.values() and is_free(port):
                return port
        raise SetupError(
            f"No free port between {_FIRST} and {_LAST}.", hint="End some servers and try again."
        )


def is_free(port: int) -> bool:
    try:
        bind(port).close()
    except OSError:
        return False
    return True


def bind(port: int) -> socket.socket:
    """Return a socket bound to the loopback address. Raises OSError when it is taken."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((LOOPBACK, port))
    except OSError:
        bound.close()
        raise
    return bound
