from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import spark_nb
from spark_nb.domain.tools import TOOLS
from spark_nb.pipeline.speech_tools import SpeechTools
from spark_nb.pipeline.unity_tools import UnityTools
from spark_nb.pipeline.vision_tools import VisionTools

NAMESPACES = {"unity": UnityTools, "cv": VisionTools, "asr": SpeechTools}


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


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_each_tool_is_a_method_of_its_service_with_the_requests_fields(tool):
    method = getattr(NAMESPACES[tool.service], tool.name)
    signature = inspect.signature(method)
    assert set(signature.parameters) - {"self"} == set(tool.request.model_fields)
    assert {p.kind for name, p in signature.parameters.items() if name != "self"} == {
        inspect.Parameter.KEYWORD_ONLY
    }
    assert signature.return_annotation == tool.result.__name__
