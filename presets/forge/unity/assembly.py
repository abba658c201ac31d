"""Assembly definitions: which scripts compile together, and what they may use."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any


def assembly(name: str, references: Sequence[str] = (), *, editor: bool = False) -> str:
    """Return the text of an ``.asmdef``; ``references`` are names of other assemblies."""
    return _text(_fields(name, references, editor=editor))


def test_assembly(name: str, references: Sequence[str]) -> str:
    """EditMode tests with NUnit; left out of builds."""
    runners = ["UnityEngine.TestRunner", "UnityEditor.TestRunner"]
    fields = _fields(name, [*runners, *references], editor=True)
    fields |= {
        "overrideReferences": True,
        "precompiledReferences": ["nunit.framework.dll"],
        "autoReferenced": False,
        "defineConstraints": ["UNITY_INCLUDE_TESTS"],
    }
    return _text(fields)


def _fields(name: str, references: Sequence[str], *, editor: bool) -> dict[str, Any]:
    return {
        "name": name,
        "rootNamespace": name,
        "references": list(references),
        "includePlatforms": ["Editor"] if editor else [],
        "excludePlatforms": [],
        "allowUnsafeCode": False,
        "overrideReferences": False,
        "precompiledReferences": [],
        "autoReferenced": True,
        "defineConstraints": [],
        "versionDefines": [],
        "noEngineReferences": False,
    }


def _text(fields: dict[str, Any]) -> str:
    return json.dumps(fields, indent=4) + "\n"
