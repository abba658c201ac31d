"""UnityEvent fields: who is called when something happens."""

from __future__ import annotations

from collections.abc import Sequence

from forge.unity.values import NOTHING, Ref, Value


def unity_call(target: Ref, type_name: str, method: str, words: str = "") -> dict[str, Value]:
    """One listener of an event; with ``words`` it is called with that text.

    ``type_name`` is the class with its assembly, as in ``Game.Menu, Game``.
    """
    return {
        "m_Target": target,
        "m_TargetAssemblyTypeName": type_name,
        "m_MethodName": method,
        "m_Mode": 5 if words else 1,
        "m_Arguments": {
            "m_ObjectArgument": NOTHING,
            "m_ObjectArgumentAssemblyTypeName": "UnityEngine.Object, UnityEngine",
            "m_IntArgument": 0,
            "m_FloatArgument": 0,
            "m_StringArgument": words,
            "m_BoolArgument": 0,
        },
        "m_CallState": 2,
    }


def unity_event(calls: Sequence[dict[str, Value]] = ()) -> dict[str, Value]:
    return {"m_PersistentCalls": {"m_Calls": list(calls)}}
