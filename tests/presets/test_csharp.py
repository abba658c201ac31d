"""Every script compiles against Unity's API of each version, and the tests in EditMode pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.presets.unity_compiler import (
    VERSIONS,
    Assembly,
    assemblies,
    compile_api,
    compile_assembly,
    run_tests,
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    root = tmp_path_factory.mktemp("api")

    def compiled(version: str) -> Path:
        folder = root / version
        return folder if folder.exists() else compile_api(folder, version)

    return compiled


@pytest.mark.parametrize("version", VERSIONS)
def test_scripts_compile_and_their_tests_pass(
    whole: dict[str, bytes], version: str, api: Callable[[str], Path], tmp_path: Path
) -> None:
    found = assemblies(whole)
    complaints = {
        each.name: compile_assembly(each, api(version), tmp_path, version) for each in found
    }
    assert complaints == {each.name: [] for each in found}
    (tests,) = (each for each in found if each.tests)
    lines = run_tests(tests, api(version), tmp_path)
    assert [line for line in lines if not line.startswith("passed ")] == []
    written = sum(code.count("[Test") for code in tests.scripts.values())
    assert len(lines) >= written >= 8


def script(body: str, *, using: str = "UnityEngine", editor: bool = False) -> Assembly:
    code = f"using {using};\nnamespace Game {{ public class Thing : MonoBehaviour {{ {body} }} }}"
    return Assembly("Game", (), (), editor, tests=False, scripts={"Thing.cs": code})


RIGHT = "private void Start() { transform.position = Vector3.zero; }"
WRONG = {
    "member": (script("void Start() { transform.positon = Vector3.zero; }"), "CS1061"),
    "argument": (script('void Start() { Destroy("this"); }'), "CS1503"),
    "type": (script("private Rigidbody3D body;"), "CS0246"),
    "what is assigned": (script("void Start() { transform.position = 3; }"), "CS0029"),
    "assembly that is not referred to": (
        script("private Text label;", using="UnityEngine.UI"),
        "CS0234",
    ),
    "editor code in the game": (
        script("void Start() { UnityEditor.AssetDatabase.Refresh(); }"),
        "CS0103",
    ),
    "warning": (script("void Start() { int unused; }"), "CS0168"),
}


def test_what_is_right_compiles(api: Callable[[str], Path], tmp_path: Path) -> None:
    assert compile_assembly(script(RIGHT), api("2022.3"), tmp_path, "2022.3") == []


@pytest.mark.parametrize(("wrong", "code"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_call_fails_to_compile(
    wrong: Assembly, code: str, api: Callable[[str], Path], tmp_path: Path
) -> None:
    complaints = compile_assembly(wrong, api("2022.3"), tmp_path, "2022.3")
    assert any(code in line for line in complaints), complaints


@pytest.mark.parametrize(
    ("version", "name"), [("2022.3", "linearVelocity"), ("6000.0", "velocity")]
)
def test_a_member_of_the_other_version_fails_to_compile(
    version: str, name: str, api: Callable[[str], Path], tmp_path: Path
) -> None:
    wrong = script(f"void Start() {{ GetComponent<Rigidbody2D>().{name} = Vector2.zero; }}")
    assert compile_assembly(wrong, api(version), tmp_path, version) != []


TESTS = """
using NUnit.Framework;
using UnityEngine;
public class SomeTests
{
    [Test] public void Holds() { Assert.AreEqual(5f, new Vector2(3f, 4f).magnitude, 1e-6f); }
    [Test] public void Breaks() { Assert.AreEqual(2, 1 + 2); }
    [TestCase(1, 2)] [TestCase(2, 3)] public void Adds(int a, int b) { Assert.AreEqual(b, a + 1); }
    [Test] public void NeedsTheEngine() { new GameObject(); }
}
"""


def test_the_runner_tells_passed_from_failed(api: Callable[[str], Path], tmp_path: Path) -> None:
    tests = Assembly("Tests", (), ("nunit.framework.dll",), True, True, {"SomeTests.cs": TESTS})
    assert compile_assembly(tests, api("6000.0"), tmp_path, "6000.0") == []
    lines = run_tests(tests, api("6000.0"), tmp_path)
    assert [line.split(":")[0] for line in lines] == [
        "passed SomeTests.Holds",
        "failed SomeTests.Breaks",
        "passed SomeTests.Adds(1, 2)",
        "passed SomeTests.Adds(2, 3)",
        "failed SomeTests.NeedsTheEngine",
    ]
    assert "Expected <2>, got <3>" in lines[1]
