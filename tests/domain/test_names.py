"""Names that become parts of subjects and files: what is none is refused before it is used."""

from __future__ import annotations

import pytest

from spark_nb.domain.frame import Frame, check_frame_ref, frame_ref
from spark_nb.domain.ids import check_session_id
from spark_nb.errors import RejectedError

REF = frame_ref(b"picture")


@pytest.mark.parametrize("name", ["a", "level-design", "A_1", "x" * 64])
def test_a_session_may_be_called(name: str) -> None:
    assert check_session_id(name) == name


@pytest.mark.parametrize(
    "name", ["", "x" * 65, "ä", "a.b", "a b", "a\n", "*", ">", "../a", 5, None]
)
def test_a_session_may_not_be_called(name: str) -> None:
    with pytest.raises(RejectedError) as caught:
        check_session_id(name)
    assert caught.value.field == "session_id"
    assert len(str(caught.value)) < 200


def test_a_frame_is_named_by_its_bytes() -> None:
    assert check_frame_ref(REF) == REF


@pytest.mark.parametrize(
    "ref", ["", "*", ">", REF.upper(), f"{REF}\n", f" {REF}", "sha256-0\r\nPUB a 0", None, b"x"]
)
def test_nothing_else_names_a_frame(ref: str) -> None:
    with pytest.raises(RejectedError) as caught:
        check_frame_ref(ref)
    assert caught.value.field == "frame_ref"


def test_no_engine_puts_its_own_words_into_the_subject_of_a_frame() -> None:
    fields = {"format": "png", "width": 1, "height": 1, "data": b"x", "time_s": 0}
    assert Frame(frame_ref=REF, **fields).frame_ref == REF
    with pytest.raises(ValueError, match="frame_ref"):
        Frame(frame_ref="a b\r\nPUB spark.dlq 0", **fields)
