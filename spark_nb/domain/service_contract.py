"""How the vision and speech services are asked over HTTP.

One POST a tool: a multipart form of the file and the request's other fields, a bearer token, and
JSON back: the result, or a ``Failure``. ``openapi`` says the same to machines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from spark_nb.domain.request import FileRequest
from spark_nb.domain.tools import TOOLS, Tool

ROUTES: dict[str, str] = {
    "ocr": "/ocr",
    "ocv": "/ocv",
    "classify": "/classify",
    "asr": "/transcribe",
}
FILE = "file"
_IN_THE_FILE = frozenset(["path", "media_type"])


class FailureFacts(BaseModel):
    """``code`` is one word for programs, ``message`` a sentence for people, ``hint`` another."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: str
    message: str
    hint: str | None = None


class Failure(BaseModel):
    """The body of every answer that is not 200."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    error: FailureFacts


def form_fields(request: FileRequest) -> dict[str, list[str]]:
    """Return the form's fields beside the file; a list is one field, repeated."""
    fields = request.model_dump(mode="json", exclude=set(_IN_THE_FILE), exclude_none=True)
    return {
        name: [str(item) for item in value] if isinstance(value, list) else [str(value)]
        for name, value in fields.items()
    }


def request_fields(
    tool: Tool, filename: str, media_type: str, form: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return the request's fields from a form: what a server makes of ``form_fields``."""
    lists = list_fields(tool)
    fields: dict[str, Any] = {
        name: list(values) if name in lists else values[-1] for name, values in form.items()
    }
    return {**fields, "path": f"Uploads/{filename}", "media_type": media_type}


def field_schemas(tool: Tool) -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each form field beside the file."""
    properties: dict[str, dict[str, Any]] = tool.request.model_json_schema()["properties"]
    return {
        name: _without_null(schema)
        for name, schema in properties.items()
        if name not in _IN_THE_FILE
    }


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a field that a form leaves out where JSON would say null."""
    branches = [branch for branch in schema.get("anyOf", ()) if branch.get("type") != "null"]
    if len(branches) != 1:
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
    return {**rest, **branches[0]}


def list_fields(tool: Tool) -> frozenset[str]:
    schemas = field_schemas(tool)
    return frozenset(name for name in schemas if schemas[name].get("type") == "array")


def tools_over_http() -> list[Tool]:
    return [TOOLS[name] for name in ROUTES]
