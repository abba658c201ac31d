"""Looks at what the stack needs of this machine, and says what to do where it is not there."""

from __future__ import annotations

import importlib.metadata
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from spark_nb.errors import SetupError, SparkError
from spark_nb.local import programs
from spark_nb.local.folders import SYSTEM_STATE
from spark_nb.local.ports import LOOPBACK, Ports, bind
from spark_nb.local.server_user import server_user

_MIB = 1024 * 1024
_LOW_MIB, _TOO_LOW_MIB = 2048, 512
_FEW_DESCRIPTORS = 1024
_CONNECT_SECONDS = 3.0
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Level = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. ``advice`` says what to do, and is empty when all is well."""

    level: Level
    subject: str
    text: str
    advice: str = ""


def examine_machine(home: Path) -> Iterator[Finding]:
    yield _python()
    yield _packages()
    yield _program("nats-server", programs.nats_server)
    yield _program("postgres", lambda: programs.packaged_postgres() / "postgres")
    yield _loopback(home)
    yield _home(home)
    yield _disk(home)
    yield _descriptors()
    yield _database_user()
    yield _jupyterlab()
    yield _chromium()


def examine_server(variable: str, url: str) -> Finding:
    """Whether somebody listens where an environment variable points; the URL is not repeated."""
    parts = urlsplit(url)
    default = {"http": 80, "https": 443, "nats": 4222, "tls": 4222}.get(parts.scheme, 5432)
    where = f"{parts.hostname}:{parts.port or default}"
    try:
        address = (parts.hostname or "", parts.port or default)
        socket.create_connection(address, _CONNECT_SECONDS).close()
    except OSError as error:
        why = error.strerror or type(error).__name__
        advice = f"Start that server, or unset {variable} to use the embedded one."
        return Finding("fail", variable, f"{where} does not answer: {why}", advice)
    return Finding("ok", variable, f"{where} listens")


def _python() -> Finding:
    version = ".".join(str(number) for number in sys.version_info[:3])
    return Finding("ok", "Python", f"{version} ({sys.executable})")


def _packages() -> Finding:
    try:
        required = importlib.metadata.requires("spark-nb") or []
    except importlib.metadata.PackageNotFoundError:
        return Finding("fail", "packages", "spark-nb is not installed", "pip install spark-nb")
    names = [match[0] for text in required if (match := re.match(r"[\w.-]+", text))]
    needed = [name for name, text in zip(names, required, strict=True) if "extra ==" not in text]
    missing = [name for name in needed if not _is_installed(name)]
    if missing:
        advice = f"pip install {' '.join(missing)}"
        return Finding("fail", "packages", f"missing: {', '.join(missing)}", advice)
    return Finding("ok", "packages", f"{len(needed)} installed")


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _program(name: str, find: Callable[[], Path]) -> Finding:
    try:
        program = find()
        answer = subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=True, timeout=10
        )
    except SetupError as error:
        return Finding("fail", name, error.message, error.hint or "")
    except (OSError, subprocess.SubprocessError) as error:
        why = f"does not run: {type(error).__name__}"
        return Finding("fail", name, why, "Its wheel may be for another system; reinstall it.")
    return Finding("ok", name, answer.stdout.strip())


def _loopback(home: Path) -> Finding:
    try:
        with bind(0) as listener:
            listener.listen(1)
            socket.create_connection(listener.getsockname(), _CONNECT_SECONDS).close()
        Ports(home / "no-file").pick()
    except (OSError, SparkError) as error:
        advice = f"Allow programs to listen on {LOOPBACK}; a sandbox or firewall forbids it."
        return Finding("fail", "ports", str(error), advice)
    return Finding("ok", "ports", f"{LOOPBACK} can be listened on and reached")


def _home(home: Path) -> Finding:
    nearest = _nearest(home)
    if not (nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)):
        advice = "Set SPARK_HOME to a folder of your own."
        return Finding("fail", "home", f"{nearest} cannot be written", advice)
    return Finding("ok", "home", str(home))


def _disk(home: Path) -> Finding:
    place = SYSTEM_STATE if os.geteuid() == 0 else home
    free = min(shutil.disk_usage(_nearest(path)).free for path in (home, place)) // _MIB
    advice = "Free some space, or set SPARK_HOME to a larger disk."
    if free < _TOO_LOW_MIB:
        return Finding("fail", "disk", f"{free} MiB free, {_TOO_LOW_MIB} needed", advice)
    if free < _LOW_MIB:
        return Finding("warn", "disk", f"{free} MiB free", advice)
    return Finding("ok", "disk", f"{free} MiB free")


def _nearest(path: Path) -> Path:
    """Return what is at ``path``, or the closest thing above it that exists."""
    return next(place for place in (path, *path.parents) if os.access(place, os.F_OK))


def _descriptors() -> Finding:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _FEW_DESCRIPTORS:
        return Finding("warn", "open files", f"limit {soft}", "Raise it: ulimit -n 4096")
    return Finding("ok", "open files", f"limit {soft}")


def _database_user() -> Finding:
    try:
        user = server_user()
    except SetupError as error:
        return Finding("fail", "user", error.message, error.hint or "")
    if user is None:
        return Finding("ok", "user", f"uid {os.geteuid()} runs everything")
    if not os.access(_nearest(SYSTEM_STATE), os.W_OK):
        advice = "Run as a plain user, or set DATABASE_URL."
        return Finding("fail", "user", f"{SYSTEM_STATE} cannot be written", advice)
    return Finding("ok", "user", f"root; the database runs as nobody below {SYSTEM_STATE}")


def _jupyterlab() -> Finding:
    try:
        return Finding("ok", "JupyterLab", importlib.metadata.version("jupyterlab"))
    except importlib.metadata.PackageNotFoundError:
        advice = "For notebooks: pip install 'spark-nb[lab]'"
        return Finding("warn", "JupyterLab", "not installed", advice)


def _chromium() -> Finding:
    found = next((path for name in _CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        advice = "Only SPARK's own browser tests need it: apt-get install chromium"
        return Finding("warn", "Chromium", "not found", advice)
    return Finding("ok", "Chromium", found)
