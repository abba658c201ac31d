from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.landing import Write, guarded_write, landed_result, landing
from spark_nb.domain.tools import TOOLS
from spark_nb.domain.unified_diff import apply_patch, make_patch, parse_patch, reversed_patch
from spark_nb.domain.unity import (
    ApplyPatch,
    AssetResult,
    GenerateScript,
    IngestAsset,
    PatchResult,
    ScriptResult,
)

PATH = "Assets/A.cs"
SCRIPT = GenerateScript(name="A", path=PATH, code="class A { }\n")
ASSET = IngestAsset(path="Assets/a.txt", content=b"hello", media_type="text/plain")
GUID = "0123456789abcdef0123456789abcdef"
TEXTS = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12).map(
    lambda lines: "\n".join(lines).encode()
)


def sha256(content: bytes | None) -> str | None:
    return None if content is None else content_sha256(content)


def patch(before: bytes | None, after: bytes | None) -> ApplyPatch:
    return ApplyPatch(path=PATH, patch=make_patch(PATH, before, after))


def test_every_tool_that_writes_can_be_looked_for():
    assert {tool.request for tool in TOOLS.values() if tool.reversible} == set(get_args(Write))


@given(TEXTS, TEXTS)
@example(b"", b"a\n")
@example(b"a", b"a\n")
def test_a_patch_taken_back_leaves_the_file_as_it_was(before, after):
    assume(before != after)
    there = parse_patch(make_patch(PATH, before, after))
    assert apply_patch(after, reversed_patch(there)) == before


def test_positions_are_found_even_when_the_diff_counts_the_new_side_wrongly():
    diff = f"--- a/{PATH}\n+++ b/{PATH}\n@@ -1 +77,2 @@\n a\n+b\n@@ -3 +99 @@\n-c\n+d\n"
    after = apply_patch(b"a\nx\nc\n", parse_patch(diff))
    assert apply_patch(after, reversed_patch(parse_patch(diff))) == b"a\nx\nc\n"


@pytest.mark.parametrize("before", [None, b"class B { }\n"])
@pytest.mark.parametrize(
    ("write", "after"), [(SCRIPT, b"class A { }\n"), (ASSET, b"hello")], ids=["script", "asset"]
)
def test_a_whole_file_is_there_not_there_or_somebody_elses(write, after, before):
    assert landing(write, sha256(before), after) == "landed"
    assert landing(write, sha256(before), before) == "absent"
    assert landing(write, sha256(before), b"class C { }\n") == "changed"


def test_writing_what_is_there_has_landed():
    assert landing(SCRIPT, sha256(b"class A { }\n"), b"class A { }\n") == "landed"


def test_a_file_that_went_away_meanwhile_is_somebody_elses_doing():
    assert landing(SCRIPT, sha256(b"class B { }\n"), None) == "changed"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a\nb\n", b"a\nc\n"),
        (b"a\n", b"a\na\n"),
        (None, b"a\n"),
        (b"a\nb\n", None),
        (b"", b"a"),
    ],
    ids=["change", "repeat", "create", "delete", "fill"],
)
def test_a_patch_is_there_not_there_or_on_another_file(before, after):
    write = patch(before, after)
    assert landing(write, sha256(before), after) == "landed"
    assert landing(write, sha256(before), before) == "absent"
    assert landing(write, sha256(before), b"other\n") == "changed"


def test_a_patch_that_landed_twice_has_not_landed():
    """It fits a second time: the hash of the file before tells the two apart."""
    write = ApplyPatch(path=PATH, patch=f"--- a/{PATH}\n+++ b/{PATH}\n@@ -1 +1,2 @@\n a\n+a\n")
    assert landing(write, sha256(b"a\n"), b"a\na\na\n") == "changed"


def test_a_deletion_that_names_its_file_by_hash():
    diff = f"diff --git a/{PATH} b/{PATH}\ndeleted file mode 100644\n"
    write = ApplyPatch(path=PATH, patch=diff, expected_sha256=sha256(b"a\n"))
    assert landing(write, sha256(b"a\n"), None) == "landed"
    assert landing(write, sha256(b"a\n"), b"a\n") == "absent"


def test_a_patch_sent_again_names_the_file_it_is_for():
    again = guarded_write(patch(b"a\n", b"b\n"), sha256(b"a\n"))
    assert isinstance(again, ApplyPatch)
    assert again.expected_sha256 == sha256(b"a\n")


@pytest.mark.parametrize("write", [SCRIPT, ASSET, patch(None, b"a\n")])
def test_what_cannot_name_its_file_is_sent_again_as_it_was(write):
    assert guarded_write(write, None) == write


@pytest.mark.parametrize("before", [None, b"old"])
def test_lost_results_are_made_anew(before):
    new, old = sha256(b"class A { }\n"), sha256(before)
    assert landed_result(SCRIPT, old, b"class A { }\n", None) == ScriptResult(
        path=PATH, sha256=str(new), created=before is None
    )
    meta = f"fileFormatVersion: 2\nguid: {GUID}\nTextScriptImporter:\n".encode()
    assert landed_result(ASSET, old, b"hello", meta) == AssetResult(
        path="Assets/a.txt",
        guid=GUID,
        sha256=content_sha256(b"hello"),
        byte_length=5,
        kind="text",
        created=before is None,
    )


@pytest.mark.parametrize(
    ("before", "after", "hunks"), [(b"a\n", b"b\n", 1), (None, b"a\n", 1), (b"a\n", None, 1)]
)
def test_the_lost_result_of_a_patch(before, after, hunks):
    assert landed_result(patch(before, after), sha256(before), after, None) == PatchResult(
        path=PATH, before_sha256=sha256(before), after_sha256=sha256(after), hunks=hunks
    )


def test_an_asset_whose_meta_is_missing_has_no_guid():
    result = landed_result(ASSET, None, b"hello", None)
    assert isinstance(result, AssetResult)
    assert result.guid == ""
