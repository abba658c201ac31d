"""What a preset's settings file would do to ``ProjectSettings/``, by the rules the engine uses."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from spark_nb.domain.file_plan import FileStep
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.meta_file import META, read_guid
from spark_nb.domain.preset_plan import SettingsPlan
from spark_nb.domain.project_settings import is_settings_file, parse_settings
from spark_nb.domain.settings_edit import WantedFile
from spark_nb.domain.settings_ledger import LEDGER_PATH, parse_ledger
from spark_nb.domain.settings_merge import merge_settings, settings_path, touched_assets
from spark_nb.ports import Service


async def plan_settings(
    service: Service, files: Mapping[str, bytes], gone: Iterable[str]
) -> SettingsPlan:
    """Say what becomes of the settings with ``files`` in the project and ``gone`` out of it.

    Raises SetupError when the ledger or a settings file cannot be read.
    """
    own = {path: content for path, content in files.items() if is_settings_file(path)}
    leaving = {path for path in gone if is_settings_file(path)}
    if not own and not leaving:
        return SettingsPlan()
    ledger = parse_ledger(await service.read_file(LEDGER_PATH))
    others = [file.path for file in ledger.files if file.path not in {*own, *leaving}]
    wanted = _wanted(own | await _contents(service, others))
    texts = await _texts(service, touched_assets(wanted, ledger))
    guids = await _guids(service, wanted, files)
    merged = merge_settings(texts, wanted, ledger, guids.get)
    steps = tuple(
        FileStep(settings_path(asset), _encoded(texts[asset]), _encoded(text))
        for asset, text in merged.texts.items()
    )
    return SettingsPlan(merged.notes, steps)


def _wanted(contents: Mapping[str, bytes]) -> list[WantedFile]:
    return [
        WantedFile(path, content_sha256(content), parse_settings(content, path))
        for path, content in contents.items()
    ]


async def _contents(service: Service, paths: Iterable[str]) -> dict[str, bytes]:
    paths = list(paths)
    found = await asyncio.gather(*map(service.read_file, paths))
    pairs = zip(paths, found, strict=True)
    return {path: content for path, content in pairs if content is not None}


async def _texts(service: Service, assets: list[str]) -> dict[str, str]:
    found = await _contents(service, map(settings_path, assets))
    return {
        asset: found[settings_path(asset)].decode("utf-8", "surrogateescape")
        for asset in assets
        if settings_path(asset) in found
    }


async def _guids(
    service: Service, wanted: list[WantedFile], files: Mapping[str, bytes]
) -> dict[str, str | None]:
    scenes = [scene for file in wanted for scene in file.settings.build_scenes]
    metas = {f"{scene}{META}" for scene in scenes}
    found = await _contents(service, metas - files.keys())
    found |= {path: files[path] for path in metas & files.keys()}
    return {
        path.removesuffix(META): read_guid(content.decode("utf-8", "replace"))
        for path, content in found.items()
    }


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
