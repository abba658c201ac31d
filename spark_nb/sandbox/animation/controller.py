"""Animator controllers: which clips an Animator plays while no script tells it otherwise."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from spark_nb.sandbox.animation.clip import CLIP, Clip, read_clip
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.document import Document
from spark_nb.sandbox.scene.field import (
    Fields,
    Reference,
    as_reference,
    flag,
    integer,
    items,
    number,
    reference,
    text,
    vector,
)

CONTROLLER, OVERRIDE_CONTROLLER, BLEND_TREE = 91, 221, 206
_ONE_AXIS, _DIRECT = 0, 4
_MAX_DEPTH = 8  # of overrides of overrides, and trees in trees
_MAX_STATES = 64  # that follow each other without anybody's doing


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """A clip as a state plays it; ``speed`` is 1 for as recorded, ``offset`` in parts of it."""

    clip: Clip
    speed: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """``start_s`` is when it begins; ``motion`` is None where the state has nothing to play."""

    start_s: float
    motion: Motion | None


@dataclass
class ControllerReader:
    """Reads those of one project revision; ``blended`` says that a tree was cut to one clip."""

    assets: SceneAssets
    blended: bool = False
    _clips: dict[tuple[str, int], Clip | None] = field(default_factory=dict)

    def clip(self, pointer: Reference | None) -> Clip | None:
        """Return the clip another file holds."""
        if pointer is None or pointer.guid is None:
            return None
        key = pointer.guid, pointer.file_id
        if key not in self._clips:
            document = self.assets.find(pointer)
            is_clip = document is not None and document.class_id == CLIP
            self._clips[key] = read_clip(document.fields) if document and is_clip else None
        return self._clips[key]

    def states(self, pointer: Reference | None) -> tuple[State, ...]:
        """Return the base layer's default state, and those it goes to by the clock alone.

        None at all where the controller cannot be read.
        """
        self.blended = False
        guid, overrides = self._resolve(pointer)
        documents = self.assets.documents(guid) if guid else {}
        root = next((d for d in documents.values() if d.class_id == CONTROLLER), None)
        if root is None or guid is None:
            return ()
        layer: Any = next(iter(items(root.fields, "m_AnimatorLayers")), {})
        machine = _pointed(documents, layer, "m_StateMachine")
        first = _pointed(documents, machine.fields, "m_DefaultState") if machine else None
        reading = _Reading(self, guid, documents, overrides, _parameters(root.fields))
        return tuple(reading.chain(first)) if first else ()

    def _resolve(self, pointer: Reference | None) -> tuple[str | None, dict[Reference, Reference]]:
        """Return the controller's GUID, and which clips stand in for which."""
        overrides: dict[Reference, Reference] = {}
        for _ in range(_MAX_DEPTH):
            document = self.assets.find(pointer)
            if document is None or document.class_id != OVERRIDE_CONTROLLER:
                break
            for original, instead in _overrides(document.fields):
                overrides[original] = overrides.get(instead, instead)
            pointer = reference(document.fields, "m_Controller")
        return pointer.guid if pointer else None, overrides


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """One controller's file; ``parameters`` are the numbers they have before scripts set them."""

    reader: ControllerReader
    guid: str
    documents: Mapping[int, Document]
    overrides: Mapping[Reference, Reference]
    parameters: Mapping[str, float]

    def chain(self, state: Document | None) -> Iterator[State]:
        start = 0.0
        for _ in range(_MAX_STATES):
            if state is None:
                return
            motion = self._motion_of(state.fields)
            yield State(start, motion)
            lasts, state = self._leaves(state.fields, motion)
            start += lasts

    def _leaves(self, state: Fields, motion: Motion | None) -> tuple[float, Document | None]:
        """Return how long a state lasts and which one follows without any condition."""
        for entry in items(state, "m_Transitions"):
            pointer = as_reference(entry)
            found = self.documents.get(pointer.file_id) if pointer else None
            fields = found.fields if found else {}
            is_open = not items(fields, "m_Conditions") and not flag(fields, "m_Mute")
            if is_open and flag(fields, "m_HasExitTime"):
                length = motion.clip.length / abs(motion.speed or math.inf) if motion else 1.0
                after = max(number(fields, "m_ExitTime"), 0.0) * length
                return after, _pointed(self.documents, fields, "m_DstState")
        return 0.0, None

    def _motion_of(self, state: Fields) -> Motion | None:
        speed = number(state, "m_Speed", 1.0)
        if flag(state, "m_SpeedParameterActive"):
            speed *= self.parameters.get(text(state, "m_SpeedParameter"), 1.0)
        found = self._motion(reference(state, "m_Motion"), 0)
        offset = number(state, "m_CycleOffset")
        return Motion(found.clip, found.speed * speed, offset + found.offset) if found else None

    def _motion(self, pointer: Reference | None, depth: int) -> Motion | None:
        if pointer is None or depth > _MAX_DEPTH:
            return None
        whole = Reference(pointer.file_id, pointer.guid or self.guid)
        found = self.reader.assets.find(whole)
        if found is not None and found.class_id == BLEND_TREE:
            self.reader.blended = True
            return self._child(found.fields, depth)
        clip = self.reader.clip(self.overrides.get(whole, whole))
        return Motion(clip) if clip else None

    def _child(self, tree: Fields, depth: int) -> Motion | None:
        """Return the motion of a blend tree that its parameters, unset, come nearest to."""
        children = [child for child in items(tree, "m_Childs") if isinstance(child, dict)]
        for child in sorted(children, key=lambda child: self._distance(tree, child)):
            found = self._motion(reference(child, "m_Motion"), depth + 1)
            if found is not None:
                speed = number(child, "m_TimeScale", 1.0)
                offset = number(child, "m_CycleOffset")
                return Motion(found.clip, found.speed * speed, found.offset + offset)
        return None

    def _distance(self, tree: Fields, child: Fields) -> float:
        kind = integer(tree, "m_BlendType")
        x, y = (
            self.parameters.get(text(tree, key), 0.0)
            for key in ("m_BlendParameter", "m_BlendParameterY")
        )
        if kind == _ONE_AXIS:
            return abs(number(child, "m_Threshold") - x)
        if kind == _DIRECT:
            return -self.parameters.get(text(child, "m_DirectBlendParameter"), 0.0)
        at_x, at_y = vector(child, "m_Position", (0.0, 0.0))
        return math.hypot(at_x - x, at_y - y)


def _parameters(controller: Fields) -> dict[str, float]:
    return {
        text(entry, "m_Name"): number(entry, "m_DefaultFloat")
        for entry in items(controller, "m_AnimatorParameters")
        if isinstance(entry, dict)
    }


def _overrides(fields: Fields) -> Iterator[tuple[Reference, Reference]]:
    for entry in items(fields, "m_Clips"):
        if isinstance(entry, dict):
            original = reference(entry, "m_OriginalClip")
            instead = reference(entry, "m_OverrideClip")
            if original and instead:
                yield original, instead


def _pointed(documents: Mapping[int, Document], fields: Fields, key: str) -> Document | None:
    """Return an object of the same file."""
    pointer = reference(fields if isinstance(fields, dict) else {}, key)
    return documents.get(pointer.file_id) if pointer else None
