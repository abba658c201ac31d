"""Where a test finds its servers: an environment that names a project of the test's own."""

from __future__ import annotations

import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from spark_nb.local.private_file import write_private
from spark_nb.settings import Settings

_KEPT = ("SPARK_PRESETS",)
_STOP_SECONDS = 10.0


@contextmanager
def environment_of_test(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Name a new project in ``folder`` and its sandbox, and no server but the stack's in ``home``.

    The stack serves one project for as long as it runs: so each test has a sandbox besides.
    """
    token_file = folder / "sandbox-token"
    write_private(token_file, secrets.token_urlsafe(24))
    with _sandbox(folder / "Game", token_file, folder / "sandbox.log") as url:
        _forget_servers(monkeypatch)
        monkeypatch.setenv("SPARK_HOME", str(home))
        monkeypatch.setenv("SPARK_PROJECT", str(folder / "Game"))
        monkeypatch.setenv("UNITY_MCP_URL", url)
        monkeypatch.setenv("UNITY_MCP_TOKEN", token_file.read_text())
        yield


def _forget_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = Settings.model_fields.items()
    variables = {str(field.validation_alias or name).upper() for name, field in fields}
    for variable in variables.difference(_KEPT) | {"SPARK_SECRETS_DIR"}:
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.lower(), raising=False)


@contextmanager
def _sandbox(project: Path, token_file: Path, log: Path) -> Iterator[str]:
    """Serve ``project``; yield the address. Who connects while it starts waits in the queue."""
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as output:
        fd = str(listener.fileno())
        options = ["--project", str(project), "--token-file", str(token_file), "--fd", fd]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "spark_nb.sandbox", *options],
            pass_fds=[listener.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/mcp"
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
