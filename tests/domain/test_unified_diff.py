"""Our diffs against git's own: what git writes we read, and what we write git reads."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.unified_diff import PatchMismatch, apply_patch, make_patch, parse_patch

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
against_git = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

LINES = st.sampled_from(
    ["a", "b", "", "  indented", "-", "+", "--- a/x", "+++ b/x", "@@ -1 +1 @@", "\\ No newline"]
) | st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=["Cs"]), max_size=12)
ENDS = st.sampled_from(["\n", "\r\n"])


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    body = "".join(line + draw(ENDS) for line in draw(st.lists(LINES, max_size=30)))
    bom = draw(st.sampled_from(["", "\ufeff"]))
    last = draw(st.sampled_from(["", "no final newline"]))
    return (bom + body + last).encode()


@st.composite
def edits(draw: st.DrawFn) -> tuple[bytes | None, bytes | None]:
    """Before and after of one file: unrelated texts, some lines changed, none, or no file."""
    before = draw(texts())
    kind = draw(st.sampled_from(["lines", "lines", "rewrite", "create", "delete"]))
    if kind == "lines":
        lines = before.split(b"\n")
        for _ in range(draw(st.integers(1, 4))):
            at = draw(st.integers(0, len(lines)))
            lines[at : at + draw(st.integers(0, 2))] = [
                line.encode() for line in draw(st.lists(LINES, max_size=2))
            ]
        return before, b"\n".join(lines)
    after = draw(texts())
    return (None if kind == "create" else before), (None if kind == "delete" else after)


NAMES = st.sampled_from(
    ["Plain.cs", "With Space.cs", "Größe.cs", "日本 語.txt", "a b/c d.cs", "-- dash.cs", "b.cs b"]
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    git(folder, "init", "--quiet")
    return folder


def git(folder: Path, *arguments: str, text: bytes | None = None) -> bytes:
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", "-c", "core.safecrlf=false", *arguments],
        cwd=folder,
        env=os.environ | quiet,
        input=text,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def put(file: Path, content: bytes | None) -> None:
    if content is None:
        file.unlink(missing_ok=True)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def content(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def forget(repository: Path) -> None:
    git(repository, "rm", "-r", "-q", "-f", "--cached", "--ignore-unmatch", ".")
    shutil.rmtree(repository / "Assets", ignore_errors=True)


@needs_git
@against_git
@given(edit=edits(), name=NAMES)
@example(edit=(None, b""), name="Plain.cs")
@example(edit=(b"", None), name="With Space.cs")
@example(edit=(b"", b"one"), name="Plain.cs")
@example(edit=(b"one", b""), name="Größe.cs")
def test_a_diff_by_git_is_applied_as_git_means_it(
    repository: Path, edit: tuple[bytes | None, bytes | None], name: str
) -> None:
    before, after = edit
    assume(before != after)
    forget(repository)
    path = f"Assets/{name}"
    put(repository / path, before)
    if before is not None:
        git(repository, "add", "-f", "--", path)
    put(repository / path, after)
    if before is None:
        git(repository, "add", "-f", "-N", "--", path)
    diff = git(repository, "diff", "--text", "--", path).decode()

    patch = parse_patch(diff)

    assert (patch.path, patch.creates, patch.deletes) == (path, before is None, after is None)
    assert apply_patch(before, patch) == after


@needs_git
@against_git
@given(edit=edits(), name=NAMES)
@example(edit=(None, b""), name="Plain.cs")
@example(edit=(b"", None), name="With Space.cs")
@example(edit=(b"a\r\nb", b"a\nb\n"), name="日本 語.txt")
def test_git_applies_our_diff(
    repository: Path, edit: tuple[bytes | None, bytes | None], name: str
) -> None:
    before, after = edit
    assume(before != after)
    forget(repository)
    file = repository / "Assets" / name
    put(file, before)

    diff = make_patch(f"Assets/{name}", before, after)
    git(repository, "apply", "--whitespace=nowarn", "-", text=diff.encode())

    assert content(file) == after


@settings(max_examples=200, deadline=None)
@given(edit=edits(), name=NAMES)
def test_our_own_diff_leads_there_and_back(
    edit: tuple[bytes | None, bytes | None], name: str
) -> None:
    before, after = edit
    assume(before != after)
    there = parse_patch(make_patch(f"Assets/{name}", before, after))
    back = parse_patch(make_patch(f"Assets/{name}", after, before))

    assert apply_patch(before, there) == after
    assert apply_patch(after, back) == before


@settings(max_examples=200, deadline=None)
@given(edit=edits(), other=texts())
def test_a_diff_fits_its_own_text_or_is_refused(
    edit: tuple[bytes | None, bytes | None], other: bytes
) -> None:
    before, after = edit
    assume(before is not None and before != after)
    patch = parse_patch(make_patch("Assets/A.cs", before, after))
    try:
        result = apply_patch(other, patch)
    except PatchMismatch as error:
        assert 0 <= error.hunk <= len(patch.hunks)
    else:
        assert result is None or patch.hunks


HEADERS = st.sampled_from(
    [
        "diff --git a/Assets/A.cs b/Assets/A.cs",
        "new file mode 100644",
        "deleted file mode 100644",
        "--- a/Assets/A.cs",
        "+++ b/Assets/A.cs",
        "--- /dev/null",
        "+++ /dev/null",
        '--- "a/Assets/\\303\\244.cs"',
        '+++ "b/\\q\\9\\"',
        "@@ -1 +1 @@",
        "@@ -0,0 +1,2 @@",
        "@@ -99999999999999999999 +1 @@",
        f"@@ -{'9' * 5000} +1 @@",
        "-a",
        "+b",
        " c",
        "",
        "\\ No newline at end of file",
        "GIT binary patch",
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(HEADERS | st.text(max_size=8), max_size=12).map("\n".join))
def test_any_other_text_is_refused_in_words(text: str) -> None:
    try:
        patch = parse_patch(text)
    except Guardrail:
        return
    assert patch.hunks or patch.creates or patch.deletes


def test_the_lines_found_and_expected_are_named() -> None:
    patch = parse_patch("--- a/Assets/A.cs\n+++ b/Assets/A.cs\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n")

    with pytest.raises(PatchMismatch) as caught:
        apply_patch(b"one\nTWO\n", patch)

    assert (str(caught.value), caught.value.hunk) == (
        "Hunk 1 does not fit Assets/A.cs at line 2: expected 'two', found 'TWO'.",
        1,
    )


@pytest.mark.parametrize(
    ("before", "message"),
    [
        (None, "Assets/A.cs does not exist; the patch changes it."),
        (b"", "Hunk 1 does not fit Assets/A.cs at line 1: expected 'one', found 'end of file'."),
        (b"one", "Hunk 1 does not fit Assets/A.cs at line 1: "),
        (
            b"zero\none\n",
            "Hunk 1 does not fit Assets/A.cs at line 1: expected 'one', found 'zero'.",
        ),
    ],
)
def test_what_does_not_fit_is_refused(before: bytes | None, message: str) -> None:
    patch = parse_patch("--- a/Assets/A.cs\n+++ b/Assets/A.cs\n@@ -1 +1 @@\n-one\n+1\n")

    with pytest.raises(PatchMismatch) as caught:
        apply_patch(before, patch)

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "--- a/Assets/A.cs\n+++ b/Assets/B.cs\n@@ -1 +1 @@\n-a\n+b\n",
        "--- a/Assets/A.cs\n+++ b/Assets/A.cs\n",
        "--- a/Assets/A.cs\n+++ b/Assets/A.cs\n@@ -1,2 +1 @@\n-a\n+b\n",
        "diff --git a/A b/B\nrename from A\nrename to B\n",
        "diff --git a/A b/A\nGIT binary patch\nliteral 3\n",
        make_patch("Assets/A.cs", b"a\n", b"b\n") + make_patch("Assets/B.cs", b"a\n", b"b\n"),
    ],
)
def test_what_is_no_diff_of_one_file_is_refused(text: str) -> None:
    with pytest.raises(Guardrail):
        parse_patch(text)
