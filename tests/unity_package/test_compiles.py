"""The package compiles for each version of Unity, and offers the tools that SPARK calls."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from spark_nb.domain.meta_file import read_guid
from spark_nb.domain.tools import TOOLS
from tests.presets.unity_compiler import (
    VERSIONS,
    assemblies,
    compile_assembly,
    compile_csharp,
    compile_libraries,
)
from tests.unity_package.package_files import JSON_NET, PLUGIN, Calls, package_files

TYPES = {"integer": "integer", "number": "number", "object": "object", "array": "array"}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stand-ins of Unity and of MCP for Unity, a folder for each version."""
    root = tmp_path_factory.mktemp("api")
    for version in VERSIONS:
        folder = root / version
        compile_libraries(folder, version, "UnityEngine", "UnityEditor")
        (folder / JSON_NET.name).symlink_to(JSON_NET)
        plugin, sources = folder / "MCPForUnity.Editor.dll", sorted(PLUGIN.glob("*.cs"))
        assert compile_csharp(plugin, sources, [JSON_NET]) == []
    return root


@pytest.mark.parametrize("version", VERSIONS)
def test_it_compiles(version: str, api: Path, tmp_path: Path) -> None:
    (assembly,) = assemblies(package_files())
    assert compile_assembly(assembly, api / version, tmp_path, version) == []
    assert len(assembly.scripts) > 20


def test_it_takes_part_only_where_mcp_for_unity_is() -> None:
    text = json.loads(package_files()["Editor/Spark.Tools.Editor.asmdef"])
    (defined,) = text["versionDefines"]
    assert defined["name"] == "com.coplaydev.unity-mcp"
    assert text["defineConstraints"] == [defined["define"]]
    assert text["includePlatforms"] == ["Editor"]


def test_every_file_has_a_guid_of_its_own() -> None:
    files = package_files()
    folders = {str(parent) for path in files for parent in Path(path).parents} - {"."}
    metas = {path: content for path, content in files.items() if path.endswith(".meta")}
    assert metas.keys() == {f"{path}.meta" for path in {*files, *folders} - metas.keys()}
    guids = Counter(read_guid(content.decode()) for content in metas.values())
    assert None not in guids
    assert set(guids.values()) == {1}


def test_its_tools_are_those_that_the_client_calls(editor: Calls) -> None:
    found = {tool["name"]: tool for tool in editor("tools")}
    wanted = {f"spark_{name}": fields_of(name) for name in TOOLS if TOOLS[name].service == "unity"}
    wanted["spark_read_file"] = {"path": ("string", True)}
    assert {name: fields_found(tool) for name, tool in found.items()} == wanted
    assert all(tool["answers"] and tool["description"] for tool in found.values())
    assert {tool["group"] for tool in found.values()} == {"core"}


def fields_found(tool: dict[str, Any]) -> dict[str, tuple[str, bool]]:
    assert all(field["description"] for field in tool["parameters"])
    return {field["name"]: (field["type"], field["required"]) for field in tool["parameters"]}


def fields_of(name: str) -> dict[str, tuple[str, bool]]:
    """Return a request's fields as they travel; a ``source`` is read by the client."""
    schema = TOOLS[name].request.model_json_schema()
    needed = {*schema.get("required", ()), "content"}
    return {
        field: (json_type(facts), field in needed)
        for field, facts in schema["properties"].items()
        if field != "source"
    }


def json_type(facts: dict[str, Any]) -> str:
    options = [facts, *facts.get("anyOf", ())]
    return next((TYPES[each["type"]] for each in options if each.get("type") in TYPES), "string")
