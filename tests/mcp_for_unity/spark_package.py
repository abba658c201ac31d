"""SPARK's tools as its package for Unity registers them, answered by the sandbox's engine."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from spark_nb.domain.frame import Frame
from spark_nb.domain.tools import TOOLS
from spark_nb.domain.unity import AssetResult, PatchResult, ScriptResult
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.failure import failure
from spark_nb.sandbox.project.folder import ProjectFolder
from tests.mcp_for_unity.answers import Payload, success

_PREFIX = "spark_"
_TYPES = {"integer": "integer", "number": "number", "object": "object", "array": "array"}


class Package(Protocol):
    """What the editor has to know of tools that are not its own."""

    names: frozenset[str]

    @property
    def descriptions(self) -> list[Payload]: ...

    def carry_out(self, name: str, params: Payload) -> Payload: ...


class SparkPackage:
    """``wrote`` is told of each file that changed: path and SHA-256, empty for one that went."""

    def __init__(self, project: Path, wrote: Callable[[str, str], None]) -> None:
        self._wrote = wrote
        self._project = ProjectFolder.open(project)
        self._engine = Engine(self._project)
        self.names = frozenset([f"{_PREFIX}{name}" for name in self._engine.tools]) | {
            f"{_PREFIX}read_file"
        }

    @property
    def descriptions(self) -> list[Payload]:
        """What the plugin registers: each tool's request fields as parameters."""
        tools = [
            {"name": f"{_PREFIX}{name}", "description": name, "parameters": _parameters(name)}
            for name in self._engine.tools
        ]
        path = {"name": "path", "type": "string", "required": True}
        return [*tools, {"name": f"{_PREFIX}read_file", "parameters": [path]}]

    def carry_out(self, name: str, params: Payload) -> Payload:
        try:
            if name == f"{_PREFIX}read_file":
                return success("Read.", self._read(params["path"]))
            result = self._engine.call(name.removeprefix(_PREFIX), params)
        except Exception as error:  # noqa: BLE001 - a call's failure is its answer
            facts: Any = failure(error).structured_content
            said = facts["error"]
            return {"success": False, "code": said["code"], "error": said["code"], "data": said}
        if isinstance(result, PatchResult):
            self._wrote(result.path, result.after_sha256 or "")
        elif isinstance(result, ScriptResult | AssetResult):
            self._wrote(result.path, result.sha256)
        facts = result.model_dump(mode="json", exclude={"data"})
        if isinstance(result, Frame):
            facts["data"] = base64.b64encode(result.data).decode()
        return success("Done.", facts)

    def _read(self, path: str) -> Payload:
        content = self._project.read(path)
        text = None if content is None else base64.b64encode(content).decode()
        return {"path": path, "exists": content is not None, "content": text}


def _parameters(name: str) -> list[Payload]:
    """Return those that are required first: the server drops tools in any other order."""
    schema = TOOLS[name].request.model_json_schema()
    needed = schema.get("required", ())
    described = [
        {"name": field, "type": _type(facts), "required": field in needed}
        for field, facts in schema["properties"].items()
    ]
    return sorted(described, key=lambda parameter: not parameter["required"])


def _type(facts: dict[str, Any]) -> str:
    options = [facts, *facts.get("anyOf", ())]
    return next((_TYPES[o["type"]] for o in options if o.get("type") in _TYPES), "string")
