"""A story as its JSON file has it.

A node shows its lines in turn, then offers choices; without any that is possible it takes the
first of its branches whose condition holds, else it goes to ``goto`` or is an ending.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Character(_Part):
    """The first of ``moods`` is how a character looks when a line says nothing else."""

    name: str = Field(min_length=1)
    colour: str = Field("ffffff", pattern=r"^[0-9a-f]{6}$")
    side: Literal["left", "right"] = "left"
    moods: list[Identifier] = Field(default_factory=list)


class Line(_Part):
    """Nobody speaks when ``who`` is empty; ``leaves`` is who goes away once it was read."""

    text: str = Field(min_length=1)
    who: str = ""
    mood: str = ""
    sound: str = ""
    leaves: str = ""
    condition: str | None = Field(None, alias="if")


class Choice(_Part):
    text: str = Field(min_length=1)
    goto: str
    condition: str | None = Field(None, alias="if")
    set: dict[str, str] = Field(default_factory=dict)


class Branch(_Part):
    condition: str = Field(alias="if")
    goto: str


class Node(_Part):
    """``set`` comes before the lines; ``end`` is the name of an ending."""

    id: Identifier
    background: str = ""
    music: str = ""
    set: dict[str, str] = Field(default_factory=dict)
    lines: list[Line] = Field(default_factory=list)
    choices: list[Choice] = Field(default_factory=list)
    branches: list[Branch] = Field(default_factory=list)
    goto: str = ""
    end: str = ""


class TextBox(_Part):
    """How much text fits, in letters of the usual width."""

    columns: int = Field(46, ge=1)
    rows: int = Field(3, ge=1)


class Assets(_Part):
    """Folders, from that of the story. Of what is not named nothing is asked."""

    backgrounds: str = ""
    portraits: str = ""
    sounds: str = ""


class Script(_Part):
    version: Literal[1]
    title: str = Field(min_length=1)
    start: str
    text_box: TextBox = TextBox()
    assets: Assets = Assets()
    characters: dict[Identifier, Character] = Field(default_factory=dict)
    variables: dict[Identifier, StrictBool | Number | StrictStr] = Field(default_factory=dict)
    nodes: list[Node] = Field(min_length=1)


def read_json(text: str) -> Any:
    """Raises ValueError with the place, also when an object names one field twice."""
    return json.loads(text, object_pairs_hook=_once_each, parse_constant=_refuse_constant)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise ValueError(f"{name!r} stands twice in one object")
        fields[name] = value
    return fields


def _refuse_constant(word: str) -> float:
    raise ValueError(f"{word} is no number that JSON knows")
