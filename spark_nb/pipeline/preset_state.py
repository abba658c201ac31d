"""What a project has of a preset: its record, its files, and what other presets share with it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from spark_nb.domain.preset_record import PresetRecord, parse_record, record_path
from spark_nb.domain.project_settings import is_shared
from spark_nb.domain.settings_ledger import LEDGER_PATH, parse_ledger
from spark_nb.ports import Service


@dataclass(frozen=True, slots=True)
class PresetState:
    """``present`` holds the content of each path asked for and each recorded one.

    ``others`` are the paths that came with other presets which are applied.
    """

    record: PresetRecord | None
    record_content: bytes | None
    present: dict[str, bytes | None]
    others: frozenset[str]


async def read_state(
    service: Service, preset_id: str, paths: Iterable[str], known_ids: Iterable[str]
) -> PresetState:
    """Raises SetupError when a record or the ledger of settings cannot be read."""
    own = await service.read_file(record_path(preset_id))
    others = await asyncio.gather(
        *(_record(service, other) for other in known_ids if other != preset_id)
    )
    record = None if own is None else parse_record(own, record_path(preset_id))
    ledger = parse_ledger(await service.read_file(LEDGER_PATH))
    wanted = list(dict.fromkeys([*paths, *(record.files if record else ())]))
    contents = await asyncio.gather(*map(service.read_file, wanted))
    shared = {
        path
        for other in others
        if other is not None
        for path, file in other.files.items()
        if file.owned
    }
    present = dict(zip(wanted, contents, strict=True))
    if any(file.path not in present for file in ledger.files):  # of a preset we do not know
        shared |= set(filter(is_shared, present))
    return PresetState(record, own, present, frozenset(shared))


async def _record(service: Service, preset_id: str) -> PresetRecord | None:
    content = await service.read_file(record_path(preset_id))
    return None if content is None else parse_record(content, record_path(preset_id))
