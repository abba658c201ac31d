"""A preset: what its ``preset.toml`` says, and which of its files go into a project, in order."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from spark_nb.domain.build import BuildTarget
from spark_nb.domain.byte_size import readable
from spark_nb.domain.guardrail import Guardrail, rejection
from spark_nb.domain.meta_file import META
from spark_nb.domain.paths import check_project_path
from spark_nb.domain.project_settings import ScenePath, is_settings_file
from spark_nb.errors import SetupError

PITCH_WORDS = 8
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_UNITY = re.compile(r"\d{1,4}\.\d+")

FileKind = Literal[
    "meta", "assembly", "script", "texture", "audio", "font", "asset", "scene", "settings"
]


def _check_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise Guardrail(
            f"An id is lower-case words joined by - (got {value[:60]!r}).",
            actual=value,
            hint="Use one like 2d-platformer.",
        )
    return value


def _check_pitch(value: str) -> str:
    words = len(value.split())
    if not 1 <= words <= PITCH_WORDS:
        raise Guardrail(
            f"A pitch has 1 to {PITCH_WORDS} words (got {words}).",
            limit=PITCH_WORDS,
            actual=words,
            hint="Say it shorter.",
        )
    return value


def _check_version(value: str) -> str:
    if not _VERSION.fullmatch(value):
        raise Guardrail(
            f"A version has three numbers (got {value[:60]!r}).",
            actual=value,
            hint="Use one like 0.1.0.",
        )
    return value


def _check_unity(value: str) -> str:
    if not _UNITY.fullmatch(value):
        raise Guardrail(
            f"A Unity version has two numbers (got {value[:60]!r}).",
            actual=value,
            hint="Use one like 2022.3 or 6000.0.",
        )
    return value


class _Table(BaseModel):
    """Base of all tables: frozen, and a key nobody knows is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_min_length=1)


class PresetBuild(_Table):
    """``texture_max_size`` is the longer side in pixels, a power of two as Unity wants it."""

    target: BuildTarget = "WebGL"
    compression: Literal["gzip", "brotli", "none"] = "gzip"
    texture_max_size: Literal[128, 256, 512, 1024, 2048] = 1024
    strip_engine_code: bool = True


class PresetInput(_Table):
    """``actions`` names the axis or action of each thing a player does."""

    handler: Literal["input_manager", "input_system", "both"] = "input_manager"
    actions: dict[str, str] = Field(default_factory=dict)


class Preset(_Table):
    """One game to start from. ``scenes`` are in build order, the first one starts.

    ``scripts`` says what each script does, by its class; ``assets`` what lies in each folder.
    """

    id: Annotated[str, AfterValidator(_check_id)]
    title: str
    pitch: Annotated[str, AfterValidator(_check_pitch)]
    version: Annotated[str, AfterValidator(_check_version)]
    unity: Annotated[tuple[Annotated[str, AfterValidator(_check_unity)], ...], Field(min_length=1)]
    scenes: Annotated[tuple[ScenePath, ...], Field(min_length=1)]
    tags: tuple[str, ...] = ()
    can_do: tuple[str, ...] = ()
    scripts: dict[str, str] = Field(default_factory=dict)
    assets: dict[str, str] = Field(default_factory=dict)
    build: PresetBuild = PresetBuild()
    input: PresetInput = PresetInput()


@dataclass(frozen=True, slots=True)
class PresetFile:
    """``path`` is the same in the preset and in the project."""

    path: str
    kind: FileKind
    media_type: str


@dataclass(frozen=True, slots=True, repr=False)
class LoadedPreset:
    """``files`` maps project paths to contents, in the order to write them.

    ``picture`` is a PNG of the game for its card, None when the preset has none.
    """

    preset: Preset
    files: dict[str, bytes]
    picture: bytes | None = None

    @property
    def byte_length(self) -> int:
        return sum(map(len, self.files.values()))

    def matches(self, text: str, tag: str | None, unity: str | None) -> bool:
        """Whether ``text`` is in its words, and it has the tag and knows the Unity version."""
        preset = self.preset
        words = " ".join((preset.id, preset.title, preset.pitch, *preset.tags, *preset.can_do))
        has_tag = tag is None or tag.lower() in map(str.lower, preset.tags)
        return text.lower() in words.lower() and has_tag and unity in (None, *preset.unity)

    def __repr__(self) -> str:
        preset = self.preset
        size = readable(self.byte_length)
        return f"{preset.id} {preset.version}: {preset.title}. {preset.pitch}. {size}"


def parse_preset(text: str, source: str) -> Preset:
    """Read ``preset.toml``. ``source`` is its path with ``/``; its folder is named as the preset.

    Raises SetupError that names file, field and reason.
    """
    try:
        preset = Preset.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SetupError(f"{source}: {error}.", hint="Correct the TOML.") from None
    except ValidationError as error:
        broken = rejection(error, "preset")
        raise SetupError(f"{source}, {broken.field}: {broken.message}", hint=broken.hint) from None
    folder = PurePosixPath(source).parent.name
    if preset.id != folder:
        raise SetupError(
            f"{source}, id: {preset.id!r} is not the name of its folder, {folder!r}.",
            hint="Rename one of them.",
        )
    return preset


def preset_files(preset: Preset, paths: Iterable[str]) -> tuple[PresetFile, ...]:
    """Return what to write, in order, out of all files of the preset's folder.

    ``.meta`` files come first so that GUIDs are kept, of folders before their contents; then
    assemblies, scripts, pictures and sounds, other assets, scenes, which refer to all of them,
    and project settings, which name the scenes. Files outside ``Assets/`` stay behind.
    Raises SetupError that names file and reason.
    """
    chosen = sorted(path for path in paths if path.split("/", maxsplit=1)[0] == "Assets")
    for path in chosen:
        try:
            check_project_path(path)
        except Guardrail as error:
            raise SetupError(f"{preset.id}: {error}", hint=error.hint) from None
    _check_complete(preset, frozenset(chosen))
    return tuple(sorted(map(_preset_file, chosen), key=_order))


def _check_complete(preset: Preset, paths: frozenset[str]) -> None:
    """Each scene is there, each file has its ``.meta``, each ``.meta`` belongs to something."""
    for scene in preset.scenes:
        if scene not in paths:
            raise SetupError(
                f"{preset.id}/preset.toml, scenes: {scene} is not there.",
                hint="Add the scene or correct its path.",
            )
    files = {path for path in paths if not path.endswith(META)}
    folders = {
        str(parent) for path in files for parent in PurePosixPath(path).parents if parent.name
    } - {"Assets"}
    needed = {f"{path}{META}" for path in files | folders}
    for path in sorted(needed ^ (paths - files)):
        fault = "is missing" if path in needed else "belongs to no file"
        raise SetupError(
            f"{preset.id}: {path} {fault}.",
            hint="Keep a .meta beside each file and folder, as Unity does.",
        )


_BY_SUFFIX: dict[str, tuple[FileKind, str]] = {
    ".meta": ("meta", "text/plain"),
    ".asmdef": ("assembly", "application/json"),
    ".asmref": ("assembly", "application/json"),
    ".cs": ("script", "text/plain"),
    ".png": ("texture", "image/png"),
    ".jpg": ("texture", "image/jpeg"),
    ".webp": ("texture", "image/webp"),
    ".wav": ("audio", "audio/wav"),
    ".ogg": ("audio", "audio/ogg"),
    ".mp3": ("audio", "audio/mpeg"),
    ".ttf": ("font", "font/ttf"),
    ".otf": ("font", "font/otf"),
    ".json": ("asset", "application/json"),
    ".csv": ("asset", "text/csv"),
    ".unity": ("scene", "text/plain"),
}
_STAGES: tuple[frozenset[FileKind], ...] = (
    frozenset({"meta"}),
    frozenset({"assembly"}),
    frozenset({"script"}),
    frozenset({"texture", "audio", "font"}),
    frozenset({"asset"}),
    frozenset({"scene"}),
    frozenset({"settings"}),
)


def _preset_file(path: str) -> PresetFile:
    if is_settings_file(path):
        return PresetFile(path, "settings", "application/json")
    kind, media_type = _BY_SUFFIX.get(PurePosixPath(path).suffix, ("asset", "text/plain"))
    return PresetFile(path, kind, media_type)


def write_stages(paths: Iterable[str]) -> list[list[str]]:
    """Return ``paths`` in the order to write them: those of one list need not wait for another."""
    files = sorted(map(_preset_file, paths), key=_order)
    return [[file.path for file in stage] for _, stage in groupby(files, lambda f: _order(f)[:2])]


def _order(file: PresetFile) -> tuple[int, int, str]:
    """Stage; a folder's ``.meta`` is less deep than those in it; then the path."""
    stage = next(number for number, kinds in enumerate(_STAGES) if file.kind in kinds)
    depth = file.path.count("/") if file.kind == "meta" else 0
    return stage, depth, file.path
