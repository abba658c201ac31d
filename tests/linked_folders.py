"""Project folders full of links, and paths that try to get out of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

ROOTS = ("Assets", "Uploads", "ProjectSettings")
NAMES = ("a", "b.png", "link", "deep", "b.png.meta")

_PIECES = st.sampled_from(
    [
        *ROOTS,
        *NAMES,
        "..",
        ".",
        "",
        "...",
        "~",
        "outside",
        "secret.png",
        "project",
        "CON",
        "c:",
        "\\",
        "..\\..",
        "a\0b",
        "\uff0e\uff0e",
        "%2e%2e",
        "e\u0301",
        "x" * 300,
        "\ud800",
        "etc",
        "passwd",
        "proc/self/root",
    ]
)
PATHS = st.one_of(
    st.lists(_PIECES, min_size=1, max_size=7).map("/".join),
    st.tuples(st.sampled_from(ROOTS), st.lists(_PIECES, min_size=1, max_size=5)).map(
        lambda pair: "/".join([pair[0], *pair[1]])
    ),
    st.text(max_size=30),
)
_TARGETS = st.sampled_from(
    [
        "..",
        "../..",
        "../../outside",
        "../../outside/secret.png",
        "../../outside/new.png",
        "../ProjectSettings",
        "../Uploads/b.png",
        "../Assets",
        ".",
        "a",
        "link",
        "deep",
        "/",
        "/etc",
        "{outside}",
        "{outside}/secret.png",
        "{project}",
        "{project}/Assets/a",
    ]
)
_PLACES = st.tuples(st.sampled_from(ROOTS), st.sampled_from(["", "a/"]), st.sampled_from(NAMES))
LINKS = st.dictionaries(
    _PLACES.map(lambda place: "/".join(place[:1]) + "/" + place[1] + place[2]),
    _TARGETS,
    max_size=6,
)
ROOT_LINKS = st.dictionaries(st.sampled_from(ROOTS[:2]), _TARGETS, max_size=1)


@contextmanager
def linked_folder(
    links: dict[str, str], root_links: dict[str, str], head: bytes
) -> Iterator[Path]:
    """Make ``project`` beside ``outside``; each file says after ``head`` in which root it lies."""
    with TemporaryDirectory(prefix="spark-links-") as name:
        base = Path(name).resolve()
        project = base / "project"
        _put(base / "outside/secret.png", head + b"outside")
        for root in ROOTS:
            _put(project / root / "a/b.png", head + root.encode())
            _put(project / root / "b.png", head + root.encode())
        for place, target in root_links.items():
            (project / place).rename(project / f"Real{place}")
            _link(project / place, target, base)
        for place, target in links.items():
            _link(project / place, target, base)
        yield project


def contents(folder: Path) -> dict[Path, bytes | str]:
    """Return every file's bytes and every link's target, no link followed."""
    found: dict[Path, bytes | str] = {}
    for entry in folder.rglob("*"):
        if entry.is_symlink():
            found[entry] = str(entry.readlink())
        elif entry.is_file():
            found[entry] = entry.read_bytes()
    return found


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _link(place: Path, target: str, base: Path) -> None:
    """Make a link where there is nothing yet, or in place of a file."""
    if not place.parent.is_dir() or place.parent.is_symlink() or place.is_dir():
        return
    place.unlink(missing_ok=True)
    place.symlink_to(target.format(outside=base / "outside", project=base / "project"))
