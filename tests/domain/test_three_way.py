from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spark_nb.domain.three_way import Clash, MergeClash, merge

BASE = b"one\ntwo\nthree\nfour\nfive\n"
TEXTS = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\r\n", b"\n", b"d"]), max_size=8).map(
    b"".join
)


def test_changes_of_different_lines_are_both_had():
    mine, theirs = BASE.replace(b"one", b"ONE"), BASE.replace(b"four\n", b"")
    assert merge(BASE, mine, theirs) == b"ONE\ntwo\nthree\nfive\n"


def test_the_same_change_twice_is_made_once():
    changed = BASE.replace(b"three", b"3")
    assert merge(BASE, changed, changed) == changed
    both = merge(BASE, changed, changed.replace(b"five", b"5"))
    assert both == b"one\ntwo\n3\nfour\n5\n"


def test_line_ends_and_a_missing_last_newline_stay():
    base = b"one\r\ntwo\rhalf\r\nthree"
    mine, theirs = base.replace(b"one", b"1"), base.replace(b"three", b"3")
    assert merge(base, mine, theirs) == b"1\r\ntwo\rhalf\r\n3"


def test_two_changes_of_one_line_clash_with_place_and_lines():
    mine, theirs = BASE.replace(b"two", b"2"), b"zero\n" + BASE.replace(b"two", b"II")
    with pytest.raises(MergeClash, match="Both changed line 2") as caught:
        merge(BASE, mine, theirs)
    assert caught.value.clashes == (Clash(2, b"2\n", b"II\n"),)


def test_each_clash_is_named():
    mine, theirs = b"1\ntwo\n3\n", b"I\ntwo\nIII\n"
    with pytest.raises(MergeClash, match="line 1 and 1 more") as caught:
        merge(b"one\ntwo\nthree\n", mine, theirs)
    assert [clash.line for clash in caught.value.clashes] == [1, 3]


def test_a_binary_is_not_merged():
    with pytest.raises(MergeClash, match="no text"):
        merge(b"a\0b", b"a\0c", b"a\0d")


@given(TEXTS, TEXTS)
def test_one_sided_changes_are_taken_whole(base, changed):
    assert merge(base, base, changed) == changed
    assert merge(base, changed, base) == changed
    assert merge(base, changed, changed) == changed


@given(TEXTS, TEXTS, TEXTS)
def test_sides_may_be_swapped(base, mine, theirs):
    try:
        merged = merge(base, mine, theirs)
    except MergeClash as clash:
        with pytest.raises(MergeClash) as other:
            merge(base, theirs, mine)
        assert len(other.value.clashes) == len(clash.clashes)
    else:
        assert merge(base, theirs, mine) == merged


@st.composite
def _edited(draw, lines):
    """Return distinct lines with some left out, changed or put in between."""
    result = []
    for number, line in enumerate(lines):
        match draw(st.sampled_from(["keep"] * 6 + ["drop", "change", "insert"])):
            case "keep":
                result.append(line)
            case "change":
                result.append(b"changed %d %d\n" % (number, draw(st.integers(0, 3))))
            case "insert":
                result += [b"new %d %d\n" % (number, draw(st.integers(0, 3))), line]
    return result


LINES = [b"line %d\n" % number for number in range(14)]


@settings(max_examples=40, deadline=None)
@given(_edited(LINES), _edited(LINES))
def test_it_does_what_git_does(mine, theirs):
    """Where every line is distinct there is one way to compare, and git takes it too."""
    git = shutil.which("git")
    assert git, "git is missing"
    sides = {"mine": mine, "base": LINES, "theirs": theirs}
    with TemporaryDirectory() as name:
        for side, lines in sides.items():
            (Path(name) / side).write_bytes(b"".join(lines))
        ran = subprocess.run(
            [git, "merge-file", "-p", *sides], cwd=name, capture_output=True, check=False
        )
    try:
        merged = merge(*(b"".join(sides[side]) for side in ("base", "mine", "theirs")))
    except MergeClash:
        assert ran.returncode > 0
    else:
        assert (ran.returncode, ran.stdout) == (0, merged)
