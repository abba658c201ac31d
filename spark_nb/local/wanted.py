"""What the supervisor is asked to run. Starters write it, each adding what it needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from spark_nb.local.families import PARTS, Family
from spark_nb.local.private_file import write_private


@dataclass(frozen=True, slots=True)
class Wanted:
    families: frozenset[Family]
    project: str


def load_wanted(path: Path) -> Wanted:
    """Raises OSError when nobody asked yet."""
    values = json.loads(path.read_text())
    families = frozenset(family for family in PARTS if family in values["families"])
    return Wanted(families, values["project"])


def save_wanted(path: Path, wanted: Wanted) -> None:
    values = {"families": sorted(wanted.families), "project": wanted.project}
    write_private(path, json.dumps(values))
