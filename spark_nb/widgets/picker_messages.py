"""What a page asks of the preset picker. The other half is in ``preset_picker.js``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from spark_nb.domain.file_plan import OnPresetConflict


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class TellPreset(_Message):
    """The ``details`` of one preset, its ``picture``, or what would be done."""

    kind: Literal["details", "picture", "plan", "plan_removal"]
    id: str


class TellFile(_Message):
    """A script's code or a picture of the preset; a ``scene`` of the project as it looks now."""

    kind: Literal["file", "scene"]
    id: str
    path: str


class Apply(_Message):
    kind: Literal["apply"]
    id: str
    on_conflict: OnPresetConflict = "refuse"


class Remove(_Message):
    """``force`` deletes the preset's files that the user edited, too."""

    kind: Literal["remove"]
    id: str
    force: bool = False


class Order(_Message):
    """``refresh`` reads presets and project again; ``dismiss`` takes words off the screen."""

    kind: Literal["cancel", "refresh", "dismiss", "ping"]


PickerMessage = TellPreset | TellFile | Apply | Remove | Order

picker_messages: TypeAdapter[PickerMessage] = TypeAdapter(
    Annotated[PickerMessage, Field(discriminator="kind")]
)
