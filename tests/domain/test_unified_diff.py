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
from tests.mutations import EDITS, mutated

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


Edit = tuple[bytes | None, bytes | None]


@st.composite
def edits(draw: st.DrawFn) -> Edit:
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


def git(
    folder: Path, *arguments: str, text: bytes | None = None, codes: tuple[int, ...] = (0,)
) -> bytes:
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", "-c", "core.safecrlf=false", *arguments],
        cwd=folder,
        env=os.environ | quiet,
        input=text,
        capture_output=True,
        check=False,
    )
    assert done.returncode in codes, done.stderr.decode()
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
def test_a_diff_by_git_is_applied_as_git_means_it(repository: Path, edit: Edit, name: str) -> None:
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


OPTIONS = st.lists(
    st.sampled_from(["-U0", "-U1", "-U10", "-W", "--histogram", "--no-prefix", "--full-index"]),
    max_size=2,
)


@needs_git
@against_git
@given(files=st.dictionaries(NAMES, edits(), min_size=1, max_size=4), options=OPTIONS)
def test_a_repository_ends_up_as_git_apply_leaves_it(
    repository: Path, files: dict[str, Edit], options: list[str]
) -> None:
    """The whole diff goes to git at once, and to us file by file."""
    forget(repository)
    edited = {f"Assets/{name}": edit for name, edit in files.items() if edit[0] != edit[1]}
    for path, (before, _) in edited.items():
        put(repository / path, before)
    git(repository, "add", "-f", "-A", ".")
    for path, (_, after) in edited.items():
        put(repository / path, after)
    created = [path for path, (before, _) in edited.items() if before is None]
    if created:
        git(repository, "add", "-f", "-N", "--", *created)
    ours = {}
    for path, (before, _) in edited.items():
        diff = git(repository, "diff", "--text", *options, "--", path)
        ours[path] = apply_patch(before, parse_patch(diff.decode()))
    whole = git(repository, "diff", "--text", *options)
    for path, (before, _) in edited.items():
        put(repository / path, before)
    strip = "-p0" if "--no-prefix" in options else "-p1"
    if whole:
        git(repository, "apply", "--whitespace=nowarn", "--unidiff-zero", strip, "-", text=whole)

    assert ours == {path: content(repository / path) for path in edited}
    assert ours == {path: after for path, (_, after) in edited.items()}


@needs_git
@settings(against_git, max_examples=150)
@given(
    edit=edits(), other=st.none() | texts(), context=st.integers(0, 3), broken=st.none() | EDITS
)
def test_whatever_we_accept_git_accepts_with_the_same_result(
    repository: Path, edit: Edit, other: bytes | None, context: int, broken: bytes | None
) -> None:
    """A patch that somebody spoilt, or one for another state of the file.

    Only where the patch's own last line has no end do we take what git does not.
    """
    before, after = edit
    assume(before != after)
    forget(repository)
    file = repository / "Assets/A.cs"
    for name, text in (("x", before), ("y", after)):
        put(repository / f"Assets/{name}", text or b"")
    diff = git(repository, "diff", "--no-index", "--text", f"-U{context}", "--",
               "Assets/x", "Assets/y", codes=(0, 1))  # fmt: skip
    hunks = b"@@" + diff.partition(b"@@")[2]
    head = b"--- a/Assets/A.cs\n+++ b/Assets/A.cs\n"
    spoilt = head + (mutated(hunks, broken) if broken is not None else hunks)
    found = other if other is not None else before
    try:
        result = apply_patch(found, parse_patch(spoilt.decode()))
    except (Guardrail, PatchMismatch, UnicodeDecodeError):
        return
    put(file, found)
    git(
        repository,
        "apply",
        "--whitespace=nowarn",
        "--unidiff-zero",
        "-",
        text=spoilt + b"\n" * (not spoilt.endswith(b"\n")),
    )
    assert content(file) == result


@needs_git
@pytest.mark.parametrize(
    "arguments",
    [
        ["show"],
        ["format-patch", "--stdout", "-1"],
        ["diff", "--stat", "--patch", "HEAD~1"],
        ["-c", "diff.mnemonicPrefix=true", "diff", "HEAD~1"],
        ["diff", "-R", "HEAD~1"],
    ],
)
def test_other_words_of_git_around_a_diff_do_not_matter(
    tmp_path: Path, arguments: list[str]
) -> None:
    texts = [b"".join(b"%d\n" % (n * m) for n in range(30)) for m in (1, 2)]
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    git(tmp_path, "init", "--quiet")
    for number, text in enumerate(texts):
        put(tmp_path / "Assets/A.txt", text)
        git(tmp_path, "add", "-A")
        git(tmp_path, *who, "commit", "-q", "-m", f"{number}\n\n@@ not a hunk @@\n--- nor this")
    if "-R" in arguments:
        texts.reverse()

    patch = parse_patch(git(tmp_path, *arguments).decode())

    assert (patch.path, apply_patch(texts[0], patch)) == ("Assets/A.txt", texts[1])


@needs_git
@against_git
@given(edit=edits(), name=NAMES)
@example(edit=(None, b""), name="Plain.cs")
@example(edit=(b"", None), name="With Space.cs")
@example(edit=(b"a\r\nb", b"a\nb\n"), name="日本 語.txt")
def test_git_applies_our_diff(repository: Path, edit: Edit, name: str) -> None:
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
def test_our_own_diff_leads_there_and_back(edit: Edit, name: str) -> None:
    before, after = edit
    assume(before != after)
    there = parse_patch(make_patch(f"Assets/{name}", before, after))
    back = parse_patch(make_patch(f"Assets/{name}", after, before))

    assert apply_patch(before, there) == after
    assert apply_patch(after, back) == before


@settings(max_examples=200, deadline=None)
@given(edit=edits(), other=texts())
def test_a_diff_fits_its_own_text_or_is_refused(edit: Edit, other: bytes) -> None:
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
