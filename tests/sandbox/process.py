"""The sandbox as a process of its own, which tests may kill and start again."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

TOKEN = "a-token-that-is-long-enough"


class Sandbox:
    """A process on a socket that this test bound, so that it may be restarted behind it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._token_file = folder / "token"
        self._token_file.write_text(f"{TOKEN}\n")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.project = folder / "Game"
        self.start()

    def start(self) -> None:
        fd = self.listener.fileno()
        options = ["--project", str(self.project), "--token-file", str(self._token_file)]
        with (self._folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "spark_nb.sandbox", *options, "--fd", str(fd)],
                pass_fds=[fd],
                stderr=log,
            )

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=5)

    @property
    def log(self) -> str:
        return (self._folder / "log").read_text()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"
