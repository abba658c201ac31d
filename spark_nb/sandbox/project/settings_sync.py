"""Does for the sandbox what the presets' Editor script does in Unity: merges their settings."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.project_settings import is_settings_file, parse_settings
from spark_nb.domain.settings_edit import WantedFile
from spark_nb.domain.settings_ledger import LEDGER_PATH, SettingsLedger, parse_ledger
from spark_nb.domain.settings_merge import merge_settings, settings_path, touched_assets
from spark_nb.errors import RejectedError, SetupError
from spark_nb.sandbox.project.folder import ProjectFolder

_log = logging.getLogger(__name__)


def check_settings(project: ProjectFolder, path: str, content: bytes | None) -> None:
    """Raise RejectedError before a write after which the settings could not be merged.

    ``content`` is None for a deletion. Any other file than a settings file passes.
    """
    if not is_settings_file(path):
        return
    try:
        parse_ledger(project.read(LEDGER_PATH))
        for _ in _wanted(project, without=path):
            pass
        if content is not None:
            parse_settings(content, path)
    except SetupError as error:
        raise RejectedError(error.message, field="content", hint=error.hint) from None


def sync_settings(project: ProjectFolder) -> None:
    """Merge the settings files that are there, and take out what came with those that went.

    The ledger is written before and after, so that a crash between leaves nothing unknown. Raises
    SetupError when a file or the ledger cannot be read: then nothing is written.
    """
    with project.writing():
        ledger = parse_ledger(project.read(LEDGER_PATH))
        wanted = list(_wanted(project))
        if {(file.path, file.sha256) for file in wanted} == {
            (file.path, file.sha256) for file in ledger.files
        }:
            return
        texts = dict(_texts(project, touched_assets(wanted, ledger)))
        merged = merge_settings(texts, wanted, ledger, project.guid)
        if merged.texts:
            project.write(LEDGER_PATH, ledger.with_all_of(merged.ledger).encoded())
        for asset, text in merged.texts.items():
            project.write(settings_path(asset), text.encode("utf-8", "surrogateescape"))
        _keep(project, merged.ledger)


def finish_sync(project: ProjectFolder) -> None:
    """Do what was left undone: by a crash, or by changes that came with no engine running."""
    try:
        if project.read(LEDGER_PATH) is not None:
            sync_settings(project)
    except SetupError as error:
        _log.warning("%s The settings stay as they are.", error)


def _wanted(project: ProjectFolder, without: str | None = None) -> Iterator[WantedFile]:
    for path in project.snapshot().files:
        if path.startswith("Assets/") and is_settings_file(path) and path != without:
            content = project.read(path) or b""
            yield WantedFile(path, content_sha256(content), parse_settings(content, path))


def _texts(project: ProjectFolder, assets: list[str]) -> Iterator[tuple[str, str]]:
    for asset in assets:
        content = project.read(settings_path(asset))
        if content is not None:
            yield asset, content.decode("utf-8", "surrogateescape")


def _keep(project: ProjectFolder, ledger: SettingsLedger) -> None:
    if not ledger.is_empty:
        project.write(LEDGER_PATH, ledger.encoded())
    elif project.read(LEDGER_PATH) is not None:
        project.delete(LEDGER_PATH)
