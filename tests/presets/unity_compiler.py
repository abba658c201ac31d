"""Compiles a preset's scripts as Unity does: assembly by assembly, with a real C# compiler.

Unity's API is stood in for by ``unity_api/``, written from its manual: enough of it that a script
which uses a class, a member or an assembly that is not there fails here too.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

API = Path(__file__).with_name("unity_api")
VERSIONS = {
    # what Unity itself defines
    "2022.3": ("UNITY_2022_3_OR_NEWER",),
    "6000.0": ("UNITY_2022_3_OR_NEWER", "UNITY_2023_1_OR_NEWER", "UNITY_6000_0_OR_NEWER"),
}
API_WARNINGS = "67,626,660,661,824"  # extern without a body, events nobody raises
SCRIPT_WARNINGS = "169,649"  # fields that only Unity's serialiser sets
API_REFERENCES: dict[str, tuple[str, ...]] = {
    "UnityEngine": (),
    "UnityEngine.UI": ("UnityEngine",),
    "UnityEditor": ("UnityEngine",),
    "nunit.framework": (),
    "UnityEngine.TestRunner": ("UnityEngine",),
}


@dataclass(frozen=True)
class Assembly:
    """What an ``.asmdef`` says, and the scripts it takes: path and code."""

    name: str
    references: tuple[str, ...]
    precompiled: tuple[str, ...]
    editor_only: bool
    tests: bool
    scripts: dict[str, str]


def compile_csharp(
    output: Path, sources: list[Path], references: list[Path], *options: str
) -> list[str]:
    """Return what the compiler complains about; nothing means that ``output`` is there."""
    mcs = shutil.which("mcs")
    assert mcs, "The C# compiler is not there. Run sh tests/system_packages.sh."
    kind = "exe" if output.suffix == ".exe" else "library"
    listed = [f"-r:{path}" for path in references]
    command = [mcs, f"-t:{kind}", f"-out:{output}", "-langversion:7.2", *options, *listed]
    done = subprocess.run(
        [*command, *map(str, sources)], capture_output=True, text=True, check=False
    )
    return [line for line in (done.stdout + done.stderr).splitlines() if " CS" in line]


def compile_api(folder: Path, version: str) -> Path:
    """Compile the stand-ins and the test runner for one version of Unity into ``folder``."""
    compile_libraries(folder, version, *API_REFERENCES)
    runner = sorted((API / "runner").glob("*.cs"))
    needed = [folder / "nunit.framework.dll"]
    assert compile_csharp(folder / "runner.exe", runner, needed) == []
    return folder


def compile_libraries(folder: Path, version: str, *names: str) -> None:
    """Compile these stand-ins, each after those it refers to."""
    folder.mkdir(parents=True)
    defines = [f"-d:{name}" for name in VERSIONS[version]]
    for name in names:
        sources = sorted((API / name).glob("*.cs"))
        references = [folder / f"{need}.dll" for need in API_REFERENCES[name]]
        options = (f"-nowarn:{API_WARNINGS}", *defines)
        assert compile_csharp(folder / f"{name}.dll", sources, references, *options) == []


def assemblies(files: dict[str, bytes]) -> list[Assembly]:
    """Return the assemblies of a preset, each after those it refers to.

    A script belongs to the nearest ``.asmdef`` above it, as in Unity.
    """
    folders = {
        str(PurePosixPath(path).parent): json.loads(content)
        for path, content in files.items()
        if path.endswith(".asmdef")
    }
    owned: dict[str, dict[str, str]] = {folder: {} for folder in folders}
    for path, content in files.items():
        if path.endswith(".cs"):
            above = map(str, PurePosixPath(path).parents)
            owner = next((folder for folder in above if folder in folders), None)
            assert owner is not None, f"{path} is in no assembly"
            owned[owner][path] = content.decode()
    found = {text["name"]: _assembly(text, owned[folder]) for folder, text in folders.items()}
    assert len(found) == len(folders), "Two assemblies have one name"
    return _in_order(found)


def _assembly(text: dict[str, Any], scripts: dict[str, str]) -> Assembly:
    return Assembly(
        name=text["name"],
        references=tuple(text["references"]),
        precompiled=tuple(text["precompiledReferences"]),
        editor_only=text["includePlatforms"] == ["Editor"],
        tests="UNITY_INCLUDE_TESTS" in text["defineConstraints"],
        scripts=scripts,
    )


def _in_order(found: dict[str, Assembly]) -> list[Assembly]:
    done: list[Assembly] = []
    while len(done) < len(found):
        names = {each.name for each in done}
        ready = [
            each
            for each in found.values()
            if each.name not in names and not (set(each.references) & found.keys()) - names
        ]
        assert ready, "Assemblies refer to each other in a ring"
        done += ready
    return done


def compile_assembly(assembly: Assembly, api: Path, folder: Path, version: str) -> list[str]:
    """Compile one assembly beside those it refers to; return the complaints."""
    source = folder / assembly.name
    for path, code in assembly.scripts.items():
        target = source / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(code, encoding="utf-8")
    needed = ["UnityEngine", *assembly.references, *assembly.precompiled]
    needed += ["UnityEditor"] if assembly.editor_only else []
    references = [_library(name.removesuffix(".dll"), api, folder) for name in needed]
    missing = [path.name for path in references if path and not path.exists()]
    if missing:
        return [f"{assembly.name} refers to {', '.join(missing)}, which is not there."]
    defines = [f"-d:{name}" for name in VERSIONS[version]]
    defines += ["-d:UNITY_EDITOR"] if assembly.editor_only else []
    return compile_csharp(
        folder / f"{assembly.name}.dll",
        sorted(source.rglob("*.cs")),
        [path for path in references if path],
        "-warnaserror",
        f"-nowarn:{SCRIPT_WARNINGS}",
        *defines,
    )


def _library(name: str, api: Path, folder: Path) -> Path | None:
    if name == "UnityEditor.TestRunner":
        return None  # only the editor's own window uses it
    own = api / f"{name}.dll"
    return own if own.exists() else folder / f"{name}.dll"


def run_tests(assembly: Assembly, api: Path, folder: Path) -> list[str]:
    """Run an assembly's tests without the engine; return a line for each, as the runner says."""
    for library in api.glob("*.dll"):
        (folder / library.name).unlink(missing_ok=True)
        (folder / library.name).symlink_to(library)
    runner = folder / "runner.exe"
    runner.unlink(missing_ok=True)
    runner.symlink_to(api / "runner.exe")
    done = subprocess.run(
        ["mono", str(runner), str(folder / f"{assembly.name}.dll")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    lines = done.stdout.splitlines()
    assert lines, done.stderr
    return lines
