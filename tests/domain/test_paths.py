from __future__ import annotations

import ntpath
import os
import posixpath
import unicodedata

import pytest
from hypothesis import example, given, settings

from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.paths import check_project_path
from tests.linked_folders import PATHS


@pytest.mark.parametrize(
    "path",
    ["Assets/a.cs", "Assets/Deep/er/b.unity", "Assets/Ünïcode/文.cs", "Assets/.hidden/x"],
)
def test_a_plain_path_is_returned_unchanged(path):
    assert check_project_path(path) == path


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../evil.cs", "must start with Assets/"),
        ("/Assets/a.cs", "must start with Assets/"),
        ("assets/a.cs", "must start with Assets/"),
        ("Assets", "must start with Assets/"),
        ("", "must start with Assets/"),
        ("Assets/", "empty segment"),
        ("Assets//a.cs", "empty segment"),
        ("Assets/./a.cs", "must not contain the segment '.'"),
        ("Assets/../../etc/passwd", "must not contain the segment '..'"),
        ("Assets/a\\..\\b.cs", "contains one of"),
        ("Assets/C:/a.cs", "contains one of"),
        ("Assets/a\0.cs", "control character"),
        ("Assets/a\n.cs", "control character"),
        ("Assets/a.cs.", "ends in a dot or a space"),
        ("Assets/folder /a.cs", "ends in a dot or a space"),
        ("Assets/con.cs", "Windows reserves"),
        ("Assets/COM1/a.cs", "Windows reserves"),
        ("Assets/" + unicodedata.normalize("NFD", "é") + ".cs", "Unicode NFC"),
        ("Assets/" + "x" * 256, "segment over 255 bytes"),
        ("Assets/" + "/".join(["x" * 200] * 6), "over 1024 bytes"),
    ],
)
def test_a_bad_path_is_refused_with_the_reason(path, reason):
    with pytest.raises(Guardrail, match=reason.replace(".", r"\.")) as caught:
        check_project_path(path)
    assert caught.value.hint


@pytest.mark.parametrize("path", ["Uploads/a.pdf", "Assets/a.png"])
def test_a_file_to_send_away_may_lie_in_either_root(path):
    assert check_project_path(path, ("Assets", "Uploads")) == path


@pytest.mark.parametrize("path", ["Uploads", "Library/a.png", "UserSettings/a.png", "a.png"])
def test_other_roots_are_named_in_the_refusal(path):
    with pytest.raises(Guardrail, match="must start with Assets/ or Uploads/") as caught:
        check_project_path(path, ("Assets", "Uploads"))
    assert caught.value.limit == "Assets/ or Uploads/"


@settings(max_examples=500)
@given(PATHS)
@example("Assets/..\\..\\evil.cs")
@example("Assets/c:/evil.cs")
@example("Assets/a/../../evil.cs")
def test_no_accepted_path_leaves_its_root_on_any_system(path):
    try:
        accepted = check_project_path(path)
    except Guardrail as refused:
        assert refused.hint
        return
    assert posixpath.normpath(f"/project/{accepted}") == f"/project/{accepted}"
    on_windows = ntpath.normpath(ntpath.join("C:\\project", accepted))
    assert on_windows == "C:\\project\\" + accepted.replace("/", "\\")
    assert accepted.startswith("Assets/")


@given(PATHS)
def test_an_accepted_path_is_one_name_on_every_disk(path):
    try:
        accepted = check_project_path(path)
    except Guardrail:
        return
    assert unicodedata.normalize("NFC", accepted) == accepted
    assert accepted.encode() == os.fsencode(accepted)
    assert max(len(segment.encode()) for segment in accepted.split("/")) <= 255
