from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from spark_nb.domain.operation import Change, Operation
from spark_nb.domain.rework import rework
from spark_nb.errors import ConflictError

A, B = "Assets/A.cs", "Assets/B.png"
ONE, TWO, THREE = b"1\n2\n3\n4\n", b"1\n2\n3\nfour\n", b"one\n2\n3\nfour\n"


def step(*changes):
    at = datetime(2026, 5, 1, tzinfo=UTC)
    return Operation(UUID(int=1), "apply_patch", A, at, "ada", changes)


def take_back(present, *steps, on_conflict="refuse"):
    return rework(steps[::-1], present, on_conflict, back=True)


def test_a_file_is_written_once_however_many_steps_touched_it():
    steps = [step(Change(A, ONE, TWO)), step(Change(A, TWO, THREE), Change(B, None, b"png"))]
    work = take_back({A: THREE, B: b"png"}, *steps)
    assert work.operations == tuple(reversed(steps))
    assert set(work.writes) == {Change(A, THREE, ONE), Change(B, b"png", None)}
    again = rework(steps, {A: ONE, B: None}, "refuse", back=False)
    assert set(again.writes) == {Change(A, ONE, THREE), Change(B, None, b"png")}


def test_files_are_written_in_the_reverse_order_of_the_steps():
    work = take_back({A: ONE, B: b"png"}, step(Change(A, None, ONE), Change(B, None, b"png")))
    assert [change.path for change in work.writes] == [B, A]


def test_what_is_there_already_is_not_written():
    steps = [step(Change(A, ONE, TWO)), step(Change(A, TWO, THREE), Change(B, None, b"png"))]
    work = take_back({A: ONE, B: b"png"}, *steps)
    assert work.writes == (Change(B, b"png", None),)
    assert work.operations == tuple(reversed(steps))


def test_a_changed_file_is_refused_with_its_diff_and_the_choices():
    with pytest.raises(
        ConflictError, match=r'A\.cs was changed since\..*"keep".*"merge"'
    ) as caught:
        take_back({A: b"mine\n"}, step(Change(A, None, ONE)))
    assert (caught.value.path, caught.value.expected) == (A, Change(A, ONE, None).before_sha256)
    assert "-1\n" in caught.value.diff
    assert "+mine\n" in caught.value.diff
    assert "+mine" in caught.value._render_traceback_()


def test_every_file_in_the_way_is_counted():
    changes = Change(A, None, ONE), Change(B, b"old", b"png")
    with pytest.raises(ConflictError, match=r"B\.png was deleted since, and 1 more of its files"):
        take_back({A: b"mine", B: None}, step(*changes))


def test_an_edit_between_two_steps_is_in_the_way_too():
    edited = b"my own\n"
    with pytest.raises(ConflictError) as caught:
        take_back({A: THREE}, step(Change(A, ONE, TWO)), step(Change(A, edited, THREE)))
    assert caught.value.actual == Change(A, edited, None).before_sha256


def test_keep_leaves_the_file_and_forgets_the_steps_part_in_it():
    both = step(Change(A, ONE, TWO), Change(B, None, b"png"))
    work = take_back({A: b"mine", B: b"png"}, both, on_conflict="keep")
    assert work.writes == (Change(B, b"png", None),)
    assert work.operations[0].changes == (Change(B, None, b"png"),)


def test_restore_takes_the_step_and_redo_brings_the_edit_back():
    work = take_back({A: b"mine"}, step(Change(A, ONE, TWO)), on_conflict="restore")
    assert work.writes == (Change(A, b"mine", ONE),)
    again = rework(work.operations, {A: ONE}, "refuse", back=False)
    assert again.writes == (Change(A, ONE, b"mine"),)


def test_merge_takes_the_step_and_keeps_the_edit():
    now = TWO.replace(b"1\n", b"one\n")
    work = take_back({A: now}, step(Change(A, ONE, TWO)), on_conflict="merge")
    merged = ONE.replace(b"1\n", b"one\n")
    assert work.writes == (Change(A, now, merged),)
    assert work.operations[0].changes == (Change(A, merged, now),)


def test_redo_merges_as_well():
    now = b"zero\n" + ONE
    work = rework([step(Change(A, ONE, TWO))], {A: now}, "merge", back=False)
    assert work.writes == (Change(A, now, b"zero\n" + TWO),)
    assert work.operations[0].changes == work.writes


@pytest.mark.parametrize(
    ("change", "now", "why"),
    [
        (Change(A, ONE, TWO), TWO.replace(b"four", b"IV"), "Both changed line 4"),
        (Change(A, ONE, TWO), None, "One side has no such file"),
        (Change(A, None, TWO), b"mine\n", "One side has no such file"),
        (Change(B, b"\0a", b"\0b"), b"\0c", "It is no text"),
    ],
)
def test_what_cannot_be_merged_is_refused_with_the_reason(change, now, why):
    with pytest.raises(ConflictError, match=f"cannot be merged: {why}") as caught:
        take_back({change.path: now}, step(change), on_conflict="merge")
    assert '"keep" or "restore"' in caught.value.hint
