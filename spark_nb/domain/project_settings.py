"""What a preset wants of ProjectSettings: one JSON file below ``Assets/``.

No tool writes outside of ``Assets/``, so whoever has the project merges the file: in Unity the
Editor script that comes with it, in the sandbox ``sandbox.project.settings_sync``, both by the
rules of ``domain.settings_merge`` and with the same ledger.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from spark_nb.domain.guardrail import Guardrail, rejection
from spark_nb.domain.paths import AssetPath
from spark_nb.errors import SetupError

SETTINGS_SUFFIX = ".projectsettings.json"
FIRST_SLOT, LAYERS = 8, 32
_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_ -]*[A-Za-z0-9_])?")
_VALUE = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
_MAX_ID = 2**32 - 1


def is_settings_file(path: str) -> bool:
    return path.lower().endswith(SETTINGS_SUFFIX)


def is_shared(path: str) -> bool:
    """Whether a file is of the Editor script, which every preset with settings brings along."""
    return path == "Assets/SPARK.meta" or path.startswith("Assets/SPARK/")


def _check_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise Guardrail(
            f"A name has letters, digits, blanks, _ and - (got {name[:60]!r}).",
            actual=name,
            hint="Use one like Ground.",
        )
    return name


def _check_value(value: str) -> str:
    if not _VALUE.fullmatch(value):
        raise Guardrail(
            f"A value is a number or a word (got {value[:60]!r}).",
            actual=value,
            hint="Write it as it stands in Unity's file, in quotes.",
        )
    return value


def _check_scene(path: str) -> str:
    if PurePosixPath(path).suffix != ".unity":
        raise Guardrail(
            f"A scene ends in .unity (got {path[:60]!r}).",
            limit=".unity",
            actual=path,
            hint="Name the scene file.",
        )
    return path


Name = Annotated[str, AfterValidator(_check_name)]
Value = Annotated[str, AfterValidator(_check_value)]
ScenePath = Annotated[AssetPath, AfterValidator(_check_scene)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LayerWish(_Part):
    """``slot`` is the index that the preset's scenes use; another one if that is taken."""

    name: Name
    slot: int = Field(ge=FIRST_SLOT, le=LAYERS - 1)


class SortingLayerWish(_Part):
    """``id`` is the unique id that the preset's scenes use."""

    name: Name
    id: int = Field(gt=0, le=_MAX_ID)


class ValueWish(_Part):
    """One scalar of ``ProjectSettings/<asset>.asset``, by its name in the file.

    It is set only where the project still has one of Unity's ``defaults``.
    """

    asset: Name
    property: Name
    defaults: Annotated[tuple[Value, ...], Field(min_length=1)]
    value: Value


class QualityWish(_Part):
    """One scalar of every quality level."""

    property: Name
    defaults: Annotated[tuple[Value, ...], Field(min_length=1)]
    value: Value


class ProjectSettings(_Part):
    tags: tuple[Name, ...] = ()
    layers: tuple[LayerWish, ...] = ()
    sorting_layers: tuple[SortingLayerWish, ...] = ()
    build_scenes: tuple[ScenePath, ...] = ()
    values: tuple[ValueWish, ...] = ()
    quality: tuple[QualityWish, ...] = ()


def parse_settings(content: bytes, source: str) -> ProjectSettings:
    """Read a settings file. Raises SetupError that names file, field and reason."""
    try:
        return ProjectSettings.model_validate_json(content)
    except ValidationError as error:
        broken = rejection(error, "settings")
        raise SetupError(f"{source}, {broken.field}: {broken.message}", hint=broken.hint) from None
