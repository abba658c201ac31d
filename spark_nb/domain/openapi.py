"""The contract of the vision and speech services as an OpenAPI document."""

from __future__ import annotations

import inspect
import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from spark_nb.domain.byte_size import MIB
from spark_nb.domain.request import FileRequest
from spark_nb.domain.result import Result
from spark_nb.domain.service_contract import (
    FILE,
    ROUTES,
    Failure,
    field_schemas,
    tools_over_http,
)
from spark_nb.domain.tools import Tool

_VERSION = "1.0.0"
_TITLES = {"cv": "Vision", "asr": "Speech"}
_REFUSALS = {
    "401": "The bearer token is missing or wrong.",
    "413": "The file is too large.",
    "415": "The file is of a media type that this service does not read.",
    "422": "A field is missing or wrong, or the file cannot be read.",
    "429": "Too many calls.",
    "503": "The service is busy or away for a while.",
}
_COME_BACK = ("429", "503")


def openapi_text() -> str:
    """Return the document as it is kept in the repository."""
    return json.dumps(openapi(), indent=2, ensure_ascii=False) + "\n"


def openapi() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document: one POST a tool, derived from the table of tools."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vision and speech services of SPARK",
            "version": _VERSION,
            "description": "What a server behind CV_SERVICE_URL (tag Vision) or ASR_SERVICE_URL "
            "(tag Speech) answers. The addresses may differ.",
        },
        "paths": {ROUTES[tool.name]: {"post": _operation(tool)} for tool in tools_over_http()},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {status: _refusal(status) for status in _REFUSALS},
            "schemas": _schemas([*(tool.result for tool in tools_over_http()), Failure]),
        },
        "security": [{"token": []}],
    }


def _operation(tool: Tool) -> dict[str, Any]:
    return {
        "operationId": tool.name,
        "tags": [_TITLES[tool.service]],
        "summary": inspect.cleandoc(tool.request.__doc__ or ""),
        "requestBody": {"required": True, "content": {"multipart/form-data": _form(tool)}},
        "responses": {
            "200": _answer(inspect.cleandoc(tool.result.__doc__ or ""), tool.result),
            **{status: {"$ref": f"#/components/responses/{status}"} for status in _REFUSALS},
        },
    }


def _form(tool: Tool) -> dict[str, Any]:
    assert issubclass(tool.request, FileRequest)
    media_types = tool.request.model_json_schema()["properties"]["media_type"]["enum"]
    fields = field_schemas(tool)
    file = {
        "type": "string",
        "contentMediaType": "application/octet-stream",
        "maxLength": tool.request.limit_bytes,
        "description": f"At most {tool.request.limit_bytes // MIB} MiB",
    }
    required = [name for name in fields if tool.request.model_fields[name].is_required()]
    return {
        "schema": {
            "type": "object",
            "properties": {FILE: file, **fields},
            "required": [FILE, *required],
        },
        "encoding": {FILE: {"contentType": ", ".join(media_types)}},
    }


def _answer(description: str, model: type[BaseModel]) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{model.__name__}"}
    content = {"application/json": {"schema": reference}}
    return {"description": description, "content": content}


def _refusal(status: str) -> dict[str, Any]:
    answer = _answer(_REFUSALS[status], Failure)
    if status in _COME_BACK:
        answer["headers"] = {
            "Retry-After": {
                "description": "Seconds, or an HTTP date, after which to call again",
                "schema": {"type": "string"},
            }
        }
    return answer


def _schemas(models: list[type[BaseModel]]) -> dict[str, Any]:
    """Return the models' schemas, without what our own engine and pipeline add to results."""
    _, found = models_json_schema(
        [(model, "validation") for model in models],
        ref_template="#/components/schemas/{model}",
    )
    schemas: dict[str, dict[str, Any]] = found["$defs"]
    for schema in schemas.values():
        for name in Result.model_fields:
            schema["properties"].pop(name, None)
    return dict(sorted(schemas.items()))
