"""Which of the connected editors has the project open: one, or it is said that it is not clear."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from spark_nb.clients.dialects.mcp_for_unity.quick_look import Instance
from spark_nb.errors import SetupError

RootOf = Callable[[Instance], Awaitable[str]]


async def choose(
    found: Sequence[Instance], wanted: Path | None, root_of: RootOf
) -> Instance | None:
    """Return the editor of ``wanted``, or the only one there is; None while there is none.

    Raises SetupError when others are open, or several and nobody said which.
    """
    if wanted is None:
        if len(found) > 1:
            raise SetupError(
                f"Several Unity Editors are open: {_names(found)}.",
                hint="Set SPARK_PROJECT to the project folder you mean.",
            )
        return next(iter(found), None)
    hashes = await asyncio.to_thread(_hashes, wanted)
    chosen = next((one for one in found if one.hash in hashes), None)
    chosen = chosen or await _with_root(found, wanted, root_of)
    if chosen is None and found:
        raise SetupError(
            f"No Unity Editor has {wanted} open. Open are: {_names(found)}.",
            hint="Open that project in Unity, or set SPARK_PROJECT to another one.",
        )
    return chosen


async def _with_root(found: Sequence[Instance], wanted: Path, root_of: RootOf) -> Instance | None:
    """Return the editor whose folder is the same by another spelling."""
    for one in found:
        if await asyncio.to_thread(_is_same, await root_of(one), wanted):
            return one
    return None


def _hashes(project: Path) -> set[str]:
    """Return what Unity may call the project: a hash of how it writes the Assets folder."""
    spellings = {project.as_posix(), project.resolve().as_posix()}
    names = (f"{spelling}/Assets".encode() for spelling in spellings)
    return {hashlib.sha1(name, usedforsecurity=False).hexdigest()[:16] for name in names}


def _is_same(root: str, wanted: Path) -> bool:
    try:
        return Path(root).samefile(wanted)
    except OSError:
        return False


def _names(found: Sequence[Instance]) -> str:
    return ", ".join(sorted(one.id for one in found))
