"""The contract of the vision and speech services, as it is kept for those who write servers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from spark_nb.domain.openapi import openapi, openapi_text
from spark_nb.domain.request import FileRequest
from spark_nb.domain.service_contract import (
    ROUTES,
    form_fields,
    request_fields,
    tools_over_http,
)
from spark_nb.domain.tools import TOOLS
from spark_nb.testing import SimpleService
from spark_nb.testing.samples import dialled, plain_picture, text_picture

FILE = Path(__file__).parents[2] / "docs/openapi/services.json"
RENEW = (
    """python -c 'from spark_nb.domain.openapi import openapi_text as t; print(t(), end="")' > """
)

FIELDS = {
    "ocr": {"media_type": "application/pdf", "pages": (3, 1), "languages": ("de", "pt-BR")},
    "ocv": {"media_type": "image/webp", "expected": " Größe\n 42 "},
    "classify": {"media_type": "image/jpeg", "mode": "accurate"},
    "asr": {"media_type": "audio/ogg", "language": "de"},
}
CONTENTS = {
    "ocr": ("image/png", text_picture("HELLO")),
    "ocv": ("image/png", text_picture("HELLO")),
    "classify": ("image/png", plain_picture("red")),
    "asr": ("audio/wav", dialled("42")),
}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value:
        if isinstance(child, (dict, list)):
            yield from nodes(child)


def resolve(document: dict[str, Any], reference: str) -> Any:
    for step in reference.removeprefix("#/").split("/"):
        document = document[step]
    return document


def operation(tool: str) -> dict[str, Any]:
    return openapi()["paths"][ROUTES[tool]]["post"]


def form_schema(tool: str) -> dict[str, Any]:
    return operation(tool)["requestBody"]["content"]["multipart/form-data"]["schema"]


def test_the_file_in_the_repository_is_the_generated_one() -> None:
    assert FILE.read_text("utf-8") == openapi_text(), f"{RENEW}{FILE.name}"


def test_every_reference_leads_somewhere() -> None:
    document = openapi()
    references = {node["$ref"] for node in nodes(document) if "$ref" in node}
    assert len(references) > 10
    for reference in references:
        assert resolve(document, reference)


def test_every_schema_is_one() -> None:
    document = openapi()
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for tool in ROUTES:
        jsonschema.Draft202012Validator.check_schema(form_schema(tool))


def test_the_tools_over_http_are_all_that_are_not_the_engines() -> None:
    assert {tool.name for tool in tools_over_http()} == {
        name for name, tool in TOOLS.items() if tool.service != "unity"
    }
    assert list(ROUTES.values()) == ["/ocr", "/ocv", "/classify", "/transcribe"]


@pytest.mark.parametrize("tool", ROUTES)
def test_a_form_has_the_file_and_the_requests_other_fields(tool: str) -> None:
    fields = set(TOOLS[tool].request.model_fields) - {"path", "media_type"}
    assert set(form_schema(tool)["properties"]) == fields | {"file"}
    required = {name for name in fields if TOOLS[tool].request.model_fields[name].is_required()}
    assert set(form_schema(tool)["required"]) == required | {"file"}


@pytest.mark.parametrize("tool", ROUTES)
def test_media_types_and_limits_are_those_of_the_model(tool: str) -> None:
    model = TOOLS[tool].request
    assert issubclass(model, FileRequest)
    content = operation(tool)["requestBody"]["content"]["multipart/form-data"]
    schema = model.model_json_schema()["properties"]["media_type"]
    assert content["encoding"]["file"]["contentType"].split(", ") == schema["enum"]
    assert form_schema(tool)["properties"]["file"]["maxLength"] == model.limit_bytes


@pytest.mark.parametrize("tool", ROUTES)
def test_a_request_becomes_a_form_and_a_request_again(tool: str) -> None:
    made = TOOLS[tool].request(path="Uploads/a.b", **FIELDS[tool])
    assert isinstance(made, FileRequest)
    form = form_fields(made)
    assert set(form) <= set(form_schema(tool)["properties"])
    fields = request_fields(TOOLS[tool], "a.b", made.media_type, form)
    assert TOOLS[tool].request(**fields) == made


@pytest.mark.parametrize("tool", ROUTES)
async def test_an_answer_fits_its_schema(tool: str) -> None:
    media_type, content = CONTENTS[tool]
    fields = {**FIELDS[tool], "media_type": media_type}
    fields.pop("pages", None)
    made = TOOLS[tool].request(path="Uploads/a.b", **fields)
    assert isinstance(made, FileRequest)
    answer = await SimpleService().call(TOOLS[tool], made.with_content(content))
    document = openapi()
    reference = operation(tool)["responses"]["200"]["content"]["application/json"]["schema"]
    schema = {**reference, "components": document["components"]}
    sent = answer.result.model_dump(mode="json", exclude={"revision", "delayed"})
    jsonschema.validate(sent, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"unlike": sent}, schema)


def test_it_names_no_machine() -> None:
    assert not re.search(r"https?://", openapi_text())
