"""A preset: what it is called, what it brings, and in which order its files are written."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from spark_nb.domain.guardrail import rejection
from spark_nb.domain.paths import AssetPath, check_project_path
from spark_nb.errors import SetupError

FileKind = Literal["meta", "script", "texture", "audio", "text", "scene"]
BuildTarget = Literal[
    "WebGL", "StandaloneWindows64", "StandaloneLinux64", "StandaloneOSX", "Android", "iOS"
]

# A .meta comes first, so that the engine keeps its GUID; a scene last, when all it names is there.
_ORDER: tuple[FileKind, ...] = ("meta", "script", "texture", "audio", "text", "scene")
_KINDS: dict[str, FileKind] = {
    ".meta": "meta",
    ".cs": "script",
    ".png": "texture",
    ".wav": "audio",
    ".ogg": "audio",
    ".unity": "scene",
}


@dataclass(frozen=True, slots=True)
class PresetFile:
    path: str
    kind: FileKind


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BuildConfig(_Part):
    """How the preset's game is built; sizes in pixels."""

    target: BuildTarget = "WebGL"
    compression: Literal["gzip", "brotli", "disabled"] = "gzip"
    max_texture_size: int = Field(default=512, ge=32, le=8192)


class Preset(_Part):
    """What ``preset.toml`` says. The files are those below the preset's ``Assets`` folder."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
    title: Annotated[str, Field(min_length=1, max_length=60)]
    pitch: Annotated[str, Field(min_length=1, max_length=120)]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    unity: Annotated[tuple[str, ...], Field(min_length=1)]
    scenes: Annotated[tuple[AssetPath, ...], Field(min_length=1)]
    tags: tuple[str, ...] = ()
    can_do: tuple[str, ...] = ()
    input: dict[str, str] = {}
    build: BuildConfig = BuildConfig()

    def ordered(self, paths: list[str]) -> list[PresetFile]:
        """Return ``paths`` in the order to write them. Raises Guardrail on a bad path."""
        files = [PresetFile(check_project_path(path), _kind(path)) for path in paths]
        return sorted(files, key=lambda file: (_ORDER.index(file.kind), file.path))


def _kind(path: str) -> FileKind:
    return _KINDS.get(PurePosixPath(path).suffix, "text")


def parse_preset(folder: str, text: str) -> Preset:
    """Read the text of ``<folder>/preset.toml``. Raises SetupError with file, field and reason."""
    file = f"{folder}/preset.toml"
    try:
        preset = Preset.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SetupError(f"{file} is not TOML: {error}.", hint="Correct the file.") from None
    except ValidationError as error:
        reason = rejection(error, file)
        raise SetupError(
            f"{file}, field {reason.field}: {reason.message}", hint=reason.hint
        ) from None
    if preset.id != folder:
        raise SetupError(
            f"{file}, field id: it is {preset.id!r}, the folder is {folder!r}.",
            hint="Give both one name.",
        )
    return preset
