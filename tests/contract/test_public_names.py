from __future__ import annotations

import inspect
import subprocess
import sys

import spark_nb
from spark_nb.domain.tools import TOOLS
from spark_nb.pipeline.unity_tools import UnityTools


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


def test_each_unity_tool_is_a_method_with_the_requests_fields():
    for tool in TOOLS.values():
        method = getattr(UnityTools, tool.name)
        parameters = set(inspect.signature(method).parameters) - {"self"}
        assert parameters == set(tool.request.model_fields), tool.name
