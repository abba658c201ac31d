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
_ORDINARY: frozenset[EngineWord] = frozenset(["closed", "open", "ready"])
_BUSY: frozenset[EngineWord] = frozenset(
    ["starting", "compiling", "importing", "reloading", "testing", "building"]
)


@dataclass(frozen=True, slots=True)
class EngineState:
    """One word for programs, a sentence for people, and what they can do about it, if anything."""

    word: EngineWord
    text: str
    advice: str = ""

    @property
    def busy(self) -> bool:
        """Whether it will answer by itself, later than usual."""
        return self.word in _BUSY

    @property
    def notable(self) -> bool:
        """Whether people should know, for it keeps calls from being answered as usual."""
        return self.word not in _ORDINARY

    def __str__(self) -> str:
        return f"{self.text} {self.advice}".rstrip()


_ALL = (
    EngineState("closed", "Not connected."),
    EngineState("open", "Connected."),
    EngineState("ready", "Unity is ready."),
    EngineState("starting", "Unity is connecting."),
    EngineState("compiling", "Unity compiles scripts."),
    EngineState("importing", "Unity imports assets."),
    EngineState("reloading", "Unity reloads scripts."),
    EngineState("testing", "Unity runs tests."),
    EngineState("building", "Unity builds, and answers when it is done."),
    EngineState("silent", "Unity does not answer.", "Look at its window: a dialog may be open."),
    EngineState("gone", "Unity has left.", "Open the project again, then call again."),
    EngineState(
        "absent",
        "No Unity Editor is connected.",
        "Open the project and start MCP for Unity in it, then call again.",
    ),
)
STATES: dict[EngineWord, EngineState] = {state.word: state for state in _ALL}


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """``editors`` are those the server knows, by the names it gives them.

    ``notes`` are sentences about what is slower here than with another engine, or missing, and
    ``advice`` says what to do about that.
    """

    name: str
    version: str | None = None
    unity_version: str | None = None
    project: str | None = None
    tools: int = 0
    editors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    advice: str = ""
