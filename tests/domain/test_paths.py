from __future__ import annotations

import posixpath
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.paths import check_project_path


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


_pieces = st.sampled_from(["Assets", "..", ".", "", "a", "CON", "b.cs", "\\", "c:", "é", "x y"])


@given(st.one_of(st.text(max_size=40), st.lists(_pieces, max_size=6).map("/".join)))
def test_no_accepted_path_leaves_its_root(path):
    try:
        accepted = check_project_path(path)
    except Guardrail:
        return
    resolved = posixpath.normpath(posixpath.join("/project", accepted))
    assert resolved == f"/project/{accepted}"
    assert resolved.startswith("/project/Assets/")
