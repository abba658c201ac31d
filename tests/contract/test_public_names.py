from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import spark_nb
from spark_nb import metrics
from spark_nb.domain.operation import Operation
from spark_nb.domain.tools import TOOLS
from spark_nb.pipeline.apply_preset import AppliedPreset
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.speech_tools import SpeechTools
from spark_nb.pipeline.unity_tools import UnityTools
from spark_nb.pipeline.vision_tools import VisionTools

NAMESPACES = {"unity": UnityTools, "cv": VisionTools, "asr": SpeechTools}
BEHIND = (*NAMESPACES.values(), PatchStack, Operation, metrics.Metrics, AppliedPreset)


def test_every_public_name_is_there_and_sorted():
    assert spark_nb.__all__ == sorted(spark_nb.__all__)
    assert [name for name in spark_nb.__all__ if not hasattr(spark_nb, name)] == []


def test_a_name_that_does_not_exist_is_an_attribute_error():
    assert not hasattr(spark_nb, "conect")


def test_import_loads_no_driver():
    code = "import spark_nb, sys; print([m for m in sys.modules if m in "
    code += "('pydantic', 'mcp', 'nats', 'psycopg', 'pandas', 'plotly', 'anywidget')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def reachable() -> Iterator[tuple[str, Any]]:
    """Name every function and method that a notebook can reach from a public name."""
    for found in (*(getattr(spark_nb, name) for name in spark_nb.__all__), *BEHIND):
        if not inspect.isclass(found):
            yield getattr(found, "__name__", str(found)), found
            continue
        for name in dir(found):
            if not name.startswith("_"):
                member = inspect.getattr_static(found, name)
                yield f"{found.__name__}.{name}", _function(member)


def _function(member: Any) -> Any:
    """Return what a property, a class method or a static method wraps."""
    return getattr(member, "fget", None) or getattr(member, "__func__", member)


OURS = {
    name: found
    for name, found in reachable()
    if inspect.isfunction(found) and found.__module__.startswith("spark_nb.")
}


@pytest.mark.parametrize("name", OURS)
def test_every_public_name_is_documented_and_typed(name):
    signature = inspect.signature(OURS[name])
    assert inspect.getdoc(OURS[name])
    assert signature.return_annotation is not signature.empty
    untyped = [p.name for p in signature.parameters.values() if p.annotation is p.empty]
    assert set(untyped) <= {"self", "cls"}


def test_that_is_about_what_notebooks_use():
    assert {"connect", "Session.undo", "Preview.play", "Frame.mime_type"} <= set(OURS)


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_each_tool_is_a_method_of_its_service_with_the_requests_fields(tool):
    method = getattr(NAMESPACES[tool.service], tool.name)
    signature = inspect.signature(method)
    assert set(signature.parameters) - {"self"} == set(tool.request.model_fields)
    assert {p.kind for name, p in signature.parameters.items() if name != "self"} == {
        inspect.Parameter.KEYWORD_ONLY
    }
    assert signature.return_annotation == tool.result.__name__
