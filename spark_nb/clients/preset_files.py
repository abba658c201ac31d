"""Presets on disk: one folder each, ``preset.toml`` and the files below ``Assets/``.

Ours come first, then those of the folders a user names; an id that is taken is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from spark_nb.assets import asset_folder
from spark_nb.domain.guardrail import rejection
from spark_nb.domain.media import media_type_of, sniff
from spark_nb.domain.preset import LoadedPreset, parse_preset, preset_files
from spark_nb.domain.preset_shelf import PresetShelf, RefusedPreset
from spark_nb.domain.project_settings import is_settings_file, parse_settings
from spark_nb.domain.unity import GenerateScript, IngestAsset
from spark_nb.errors import RejectedError, SetupError

_TOML = "preset.toml"
_PICTURE = "preview.png"
_SHARED = "shared"


def preset_ids(folders: Sequence[Path] = ()) -> list[str]:
    """Return the names of all preset folders, good ones and bad ones."""
    return sorted({root.name for root in _roots(folders) if (root / _TOML).is_file()})


def load_preset(preset_id: str, folders: Sequence[Path] = ()) -> LoadedPreset:
    """Read a preset. Raises RejectedError when there is none, SetupError on a bad one."""
    for root in _roots(folders):
        if root.name == preset_id and (root / _TOML).is_file():
            return _load(root)
    known = ", ".join(preset_ids(folders))
    raise RejectedError(
        f"There is no preset {preset_id!r}.",
        field="preset_id",
        limit=known,
        actual=preset_id,
        hint=f"Use one of {known}, or name the folder of your own in SPARK_PRESETS.",
    )


def read_shelf(folders: Sequence[Path] = ()) -> PresetShelf:
    """Read all presets; a bad one is told and hides no other."""
    presets: dict[str, LoadedPreset] = {}
    refused: list[RefusedPreset] = []
    for root in _roots(folders):
        try:
            loaded = _load(root)
        except SetupError as error:
            refused.append(RefusedPreset(str(root), str(error)))
            continue
        if presets.setdefault(loaded.preset.id, loaded) is not loaded:
            taken = f"{root.as_posix()}/{_TOML}, id: {loaded.preset.id!r} is taken."
            refused.append(RefusedPreset(str(root), f"{taken} Rename the folder and the id."))
    return PresetShelf(presets, tuple(refused))


def _roots(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the folders of single presets: ours, then the user's, which may be named singly."""
    yield from sorted(path.parent for path in asset_folder("presets").glob(f"*/{_TOML}"))
    for folder in folders:
        found = sorted(path.parent for path in folder.glob(f"*/{_TOML}"))
        is_preset = (folder / _TOML).is_file() or not found
        yield from [folder] if is_preset else found


def _load(root: Path) -> LoadedPreset:
    try:
        preset = parse_preset((root / _TOML).read_text("utf-8"), f"{root.as_posix()}/{_TOML}")
        contents = _contents(root)
        contents |= _shared(contents) if any(map(is_settings_file, contents)) else {}
        files = {file.path: contents[file.path] for file in preset_files(preset, contents)}
        picture = root / _PICTURE
        shown = picture.read_bytes() if picture.is_file() else None
    except OSError as error:
        where = Path(str(error.filename or root)).name
        raise SetupError(
            f"{root.as_posix()}: {where}: {error.strerror}.",
            hint=f"A preset is a folder with {_TOML} and Assets/.",
        ) from None
    except UnicodeDecodeError as error:
        raise SetupError(
            f"{root.as_posix()}/{_TOML}: byte {error.start} is not UTF-8.",
            hint="Save it as UTF-8.",
        ) from None
    for path, content in files.items():
        _check_file(f"{root.as_posix()}/{path}", path, content)
    _check_picture(f"{root.as_posix()}/{_PICTURE}", shown)
    return LoadedPreset(preset, files, shown)


def _contents(root: Path) -> dict[str, bytes]:
    files = sorted(path for path in (root / "Assets").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def _shared(own: dict[str, bytes]) -> dict[str, bytes]:
    """Return what each preset with project settings needs in Unity; the same files for all."""
    shared = _contents(asset_folder("presets") / _SHARED)
    for path in shared.keys() & own.keys():
        if shared[path] != own[path]:
            raise SetupError(
                f"{path} is SPARK's own file, and this one is another.",
                hint="Leave it out of the preset: it is added by itself.",
            )
    return shared


def _check_file(source: str, path: str, content: bytes) -> None:
    """Hold a file to the limits of the tool that will write it, before anything is written."""
    try:
        if path.endswith(".cs"):
            GenerateScript(path=path, name=Path(path).stem, code=content.decode())
        else:
            IngestAsset(path=path, content=content, media_type=media_type_of(path))
    except ValidationError as error:
        broken = rejection(error, "preset")
        raise SetupError(f"{source}, {broken.field}: {broken.message}", hint=broken.hint) from None
    except UnicodeDecodeError as error:
        raise SetupError(
            f"{source}: byte {error.start} is not UTF-8.", hint="Save it as UTF-8."
        ) from None
    if is_settings_file(path):
        parse_settings(content, source)


def _check_picture(source: str, picture: bytes | None) -> None:
    if picture is not None and sniff(picture) != "image/png":
        raise SetupError(f"{source} is no PNG.", hint="Save a picture of the game as PNG.")
