"""What the engine behind the Unity tools is, and what it is doing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EngineWord = Literal[
    "closed",
    "open",
    "ready",
    "starting",
    "compiling",
    "importing",
    "reloading",
    "testing",
    "building",
    "silent",
    "gone",
    "absent",
]
_BUSY: frozenset[EngineWord] = frozenset(
    ["starting", "compiling", "importing", "reloading", "testing", "building"]
)


@dataclass(frozen=True, slots=True)
class EngineState:
    """One word for programs, and a sentence for people that says what to do where it matters."""

    word: EngineWord
    text: str

    @property
    def busy(self) -> bool:
        """Whether it will answer by itself, later than usual."""
        return self.word in _BUSY


_TEXTS: dict[EngineWord, str] = {
    "closed": "Not connected.",
    "open": "Connected.",
    "ready": "Unity is ready.",
    "starting": "Unity is connecting.",
    "compiling": "Unity compiles scripts.",
    "importing": "Unity imports assets.",
    "reloading": "Unity reloads scripts.",
    "testing": "Unity runs tests.",
    "building": "Unity builds, and answers when it is done.",
    "silent": "Unity does not answer. A dialog may be open: look at its window.",
    "gone": "Unity has left. Open the project again, or look whether it has crashed.",
    "absent": "No Unity Editor is connected. Open the project and start MCP for Unity in it.",
}
STATES = {word: EngineState(word, text) for word, text in _TEXTS.items()}


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """``notes`` are sentences about what is slower here than elsewhere, or missing."""

    name: str
    version: str | None = None
    unity_version: str | None = None
    project: str | None = None
    tools: int = 0
    notes: tuple[str, ...] = ()
