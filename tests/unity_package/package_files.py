"""The Unity package as it lies in the checkout, and its programs for tests."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Self

from spark_nb.assets import asset_folder
from tests.presets.unity_compiler import compile_csharp

PACKAGE = asset_folder("unity") / "dev.spark-nb.tools"
JSON_NET = Path("/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll")
HARNESS = Path(__file__).with_name("harness")
MODEL = Path(__file__).with_name("model")
PLUGIN = Path(__file__).with_name("api") / "MCPForUnity.Editor"


def package_files() -> dict[str, bytes]:
    """Every file by its path in the package."""
    files = sorted(path for path in PACKAGE.rglob("*") if path.is_file())
    return {path.relative_to(PACKAGE).as_posix(): path.read_bytes() for path in files}


def compile_editor(program: Path) -> Path:
    """Compile the whole package with a small editor that works."""
    sources = [*sorted(MODEL.glob("*.cs")), *sorted(PLUGIN.glob("*.cs"))]
    compile_program(program, [*sources, *sorted(PACKAGE.rglob("*.cs"))])
    return program


def compile_program(program: Path, sources: list[Path]) -> None:
    """Compile a program and put what it needs beside it."""
    assert JSON_NET.exists(), "Json.NET is not there. Run sh tests/system_packages.sh."
    assert compile_csharp(program, sources, [JSON_NET], "-warnaserror") == []
    (program.parent / JSON_NET.name).symlink_to(JSON_NET)


class Calls:
    """The package's parts without Unity, at work on a folder."""

    def __init__(self, program: Path, project: Path) -> None:
        self.project = project
        self._process = subprocess.Popen(
            ["mono", str(program), str(project)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=20)

    def __call__(self, tool: str, **given: Any) -> Any:
        """Return the data of the answer, or raise Refused."""
        answer = self._ask({"tool": tool, "given": given})
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer["data"]

    def raw(self, tool: str, given: dict[str, Any]) -> dict[str, Any]:
        """Return the answer as MCP for Unity sends it on."""
        answer: dict[str, Any] = self._ask({"tool": tool, "given": given, "raw": True})
        return answer

    def _ask(self, call: dict[str, Any]) -> Any:
        sent, read = self._process.stdin, self._process.stdout
        assert sent is not None
        assert read is not None
        sent.write(json.dumps(call) + "\n")
        sent.flush()
        return json.loads(read.readline())


class Refused(Exception):
    """What the package says no with."""

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__(facts["message"])
        self.facts = facts
        self.code: str = facts["code"]
