"""MCP resources: what the project is, and its files."""

from __future__ import annotations

import base64
import json
import mimetypes
from urllib.parse import quote, unquote

from mcp_types import (
    BlobResourceContents,
    ReadResourceResult,
    ResourceTemplate,
    TextResourceContents,
)

from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.paths import check_project_path
from spark_nb.errors import RejectedError, ToolError
from spark_nb.sandbox.project.folder import ProjectFolder

PROJECT_URI = "spark://project"
_FILES = f"{PROJECT_URI}/files/"
_ROOTS = ("Assets", "Packages", "ProjectSettings", "Uploads")
FILE_TEMPLATE = ResourceTemplate(
    uri_template=f"{_FILES}{{+path}}",
    name="project file",
    description="The bytes of one file; the path is percent-encoded, / may stay.",
)


def read_resource(project: ProjectFolder, uri: str) -> ReadResourceResult:
    """Raises ToolError when there is no such resource, RejectedError on an unsafe path."""
    if uri == PROJECT_URI:
        return ReadResourceResult(contents=[_describe(project)])
    if not uri.startswith(_FILES):
        raise ToolError(
            f"There is no resource {uri[:80]!r}.",
            code="not_found",
            hint=f"Use {PROJECT_URI} or {_FILES}<project path>.",
        )
    path = _checked(unquote(uri.removeprefix(_FILES)))
    content = project.read(path)
    if content is None:
        raise ToolError(f"There is no file {path}.", code="not_found")
    return ReadResourceResult(
        contents=[
            BlobResourceContents(
                uri=uri,
                mime_type=mimetypes.guess_type(path)[0] or "application/octet-stream",
                blob=base64.b64encode(content).decode(),
            )
        ]
    )


def file_uri(path: str) -> str:
    return _FILES + quote(path)


def _describe(project: ProjectFolder) -> TextResourceContents:
    snapshot = project.snapshot()
    fields = {
        "name": project.name,
        "unity_version": project.unity_version,
        "revision": snapshot.revision,
        "scenes": [path for path in snapshot.files if path.endswith(".unity")],
        "path": str(project.root),
    }
    return TextResourceContents(
        uri=PROJECT_URI, mime_type="application/json", text=json.dumps(fields)
    )


def _checked(path: str) -> str:
    try:
        return check_project_path(path, _ROOTS)
    except Guardrail as rule:
        raise RejectedError(
            str(rule), field="path", limit=rule.limit, actual=rule.actual, hint=rule.hint
        ) from None
