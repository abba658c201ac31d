"""Animator controllers: states, what they show, and when one gives way to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forge.unity.ids import local_id
from forge.unity.objects import HEADER, document
from forge.unity.values import NOTHING, Ref, Value

_CONTROLLER = 9100000
_KINDS = {"float": 1, "int": 3, "bool": 4, "trigger": 9}
_MODES = {"if": 1, "if not": 2, ">": 3, "<": 4, "=": 6, "!=": 7}


@dataclass(frozen=True)
class Condition:
    """``mode`` is ``if`` or ``if not`` for a bool or trigger, else a comparison with ``value``."""

    parameter: str
    mode: str = "if"
    value: float = 0


@dataclass(frozen=True)
class Transition:
    """``source`` is a state, or ``""`` for any; ``at_end`` waits until the clip has played."""

    source: str
    target: str
    conditions: tuple[Condition, ...] = ()
    at_end: bool = False


@dataclass(frozen=True)
class State:
    """``speed_by`` names a float parameter that the clip's speed is multiplied by."""

    name: str
    clip: Ref
    speed: float = 1
    speed_by: str = ""


def controller(
    path: str,
    states: Sequence[State],
    parameters: Mapping[str, str] | None = None,
    transitions: Sequence[Transition] = (),
) -> str:
    """Return the text of a controller of one layer; it begins in the first state.

    ``parameters`` maps names to ``float``, ``int``, ``bool`` or ``trigger``. Changes are at once,
    as sprites need it.
    """
    graph = _Graph(path, states, transitions)
    known = {condition.parameter for each in transitions for condition in each.conditions}
    known |= {state.speed_by for state in states if state.speed_by}
    if unknown := known - set(parameters or {}):
        raise KeyError(f"{path}: no parameter is called {sorted(unknown)}")
    return HEADER + graph.head(parameters or {}) + graph.machine() + graph.rest()


class _Graph:
    def __init__(
        self, path: str, states: Sequence[State], transitions: Sequence[Transition]
    ) -> None:
        self._path = path
        self._states = states
        self._transitions = transitions
        names = {state.name for state in states}
        for each in transitions:
            if each.target not in names or (each.source and each.source not in names):
                raise KeyError(f"{path}: a transition from {each.source!r} to {each.target!r}")

    def _id(self, *names: object) -> int:
        return local_id(f"{self._path}/{'/'.join(map(str, names))}")

    def _state(self, name: str) -> Ref:
        return Ref(self._id("state", name))

    def _from(self, source: str) -> list[Value]:
        return [
            Ref(self._id("transition", at))
            for at, each in enumerate(self._transitions)
            if each.source == source
        ]

    def head(self, parameters: Mapping[str, str]) -> str:
        layer: dict[str, Value] = {
            "serializedVersion": 5,
            "m_Name": "Base Layer",
            "m_StateMachine": Ref(self._id("machine")),
            "m_Mask": NOTHING,
            "m_Motions": [],
            "m_Behaviours": [],
            "m_BlendingMode": 0,
            "m_SyncedLayerIndex": -1,
            "m_DefaultWeight": 0,
            "m_IKPass": 0,
            "m_SyncedLayerAffectsTiming": 0,
            "m_Controller": Ref(_CONTROLLER),
        }
        listed: list[Value] = [
            {
                "m_Name": name,
                "m_Type": _KINDS[kind],
                "m_DefaultFloat": 0,
                "m_DefaultInt": 0,
                "m_DefaultBool": 0,
                "m_Controller": Ref(_CONTROLLER),
            }
            for name, kind in parameters.items()
        ]
        fields: dict[str, Value] = {
            **_own(self._path.rsplit("/", 1)[1].split(".")[0], flags=0),
            "serializedVersion": 5,
            "m_AnimatorParameters": listed,
            "m_AnimatorLayers": [layer],
        }
        return document(91, _CONTROLLER, "AnimatorController", fields)

    def machine(self) -> str:
        placed: list[Value] = [
            {
                "serializedVersion": 1,
                "m_State": self._state(state.name),
                "m_Position": (260 + 240 * (at % 2), 120 + 60 * (at // 2), 0),
            }
            for at, state in enumerate(self._states)
        ]
        fields: dict[str, Value] = {
            "serializedVersion": 6,
            **_own("Base Layer"),
            "m_ChildStates": placed,
            "m_ChildStateMachines": [],
            "m_AnyStateTransitions": self._from(""),
            "m_EntryTransitions": [],
            "m_StateMachineTransitions": {},
            "m_StateMachineBehaviours": [],
            "m_AnyStatePosition": (20, 20, 0),
            "m_EntryPosition": (20, 120, 0),
            "m_ExitPosition": (800, 120, 0),
            "m_ParentStateMachinePosition": (800, 20, 0),
            "m_DefaultState": self._state(self._states[0].name),
        }
        return document(1107, self._id("machine"), "AnimatorStateMachine", fields)

    def rest(self) -> str:
        states = "".join(map(self._state_document, self._states))
        return states + "".join(
            self._transition_document(at, each) for at, each in enumerate(self._transitions)
        )

    def _state_document(self, state: State) -> str:
        fields: dict[str, Value] = {
            "serializedVersion": 6,
            **_own(state.name),
            "m_Speed": state.speed,
            "m_CycleOffset": 0,
            "m_Transitions": self._from(state.name),
            "m_StateMachineBehaviours": [],
            "m_Position": (50, 50, 0),
            "m_IKOnFeet": 0,
            "m_WriteDefaultValues": 1,
            "m_Mirror": 0,
            "m_SpeedParameterActive": bool(state.speed_by),
            "m_MirrorParameterActive": 0,
            "m_CycleOffsetParameterActive": 0,
            "m_TimeParameterActive": 0,
            "m_Motion": state.clip,
            "m_Tag": "",
            "m_SpeedParameter": state.speed_by,
            "m_MirrorParameter": "",
            "m_CycleOffsetParameter": "",
            "m_TimeParameter": "",
        }
        return document(1102, self._id("state", state.name), "AnimatorState", fields)

    def _transition_document(self, at: int, each: Transition) -> str:
        conditions: list[Value] = [
            {
                "m_ConditionMode": _MODES[condition.mode],
                "m_ConditionEvent": condition.parameter,
                "m_EventTreshold": condition.value,
            }
            for condition in each.conditions
        ]
        fields: dict[str, Value] = {
            **_own(""),
            "m_Conditions": conditions,
            "m_DstStateMachine": NOTHING,
            "m_DstState": self._state(each.target),
            "m_Solo": 0,
            "m_Mute": 0,
            "m_IsExit": 0,
            "serializedVersion": 3,
            "m_TransitionDuration": 0,
            "m_TransitionOffset": 0,
            "m_ExitTime": 1,
            "m_HasExitTime": each.at_end,
            "m_HasFixedDuration": 1,
            "m_InterruptionSource": 0,
            "m_OrderedInterruption": 1,
            "m_CanTransitionToSelf": 0,
        }
        return document(1101, self._id("transition", at), "AnimatorStateTransition", fields)


def _own(name: str, flags: int = 1) -> dict[str, Value]:
    """``flags`` 1 hides what is inside the controller from the list of assets."""
    return {
        "m_ObjectHideFlags": flags,
        "m_CorrespondingSourceObject": NOTHING,
        "m_PrefabInstance": NOTHING,
        "m_PrefabAsset": NOTHING,
        "m_Name": name,
    }
