from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.media import check_media, sniff
from spark_nb.domain.page_count import page_count
from spark_nb.errors import SetupError
from spark_nb.testing.samples import text_pdf
from tests.recordings import RECORDINGS


@pytest.mark.parametrize("media_type", RECORDINGS)
def test_a_recording_is_known_by_its_beginning(media_type: str) -> None:
    assert sniff(RECORDINGS[media_type](0.5)) == media_type


@pytest.mark.parametrize(
    "head",
    [
        b"\xff\xfb\x90",  # too short for a frame's head
        b"\xff\xeb\x90\x00",  # reserved version
        b"\xff\xf9\x90\x00",  # reserved layer, which is how AAC begins
        b"\xff\xfb\xf0\x00",  # bad bitrate
        b"\xff\xfb\x9c\x00",  # reserved sampling rate
        b"\xff\xd8\xff",  # JPEG
    ],
)
def test_what_only_resembles_mpeg_audio_is_none(head: bytes) -> None:
    assert sniff(head) != "audio/mpeg"


@given(st.binary(max_size=16))
def test_any_content_is_one_type_or_none(content: bytes) -> None:
    found = sniff(content)
    if found is not None:
        check_media(content, found)


@settings(deadline=None)  # the first example imports pypdf
@given(st.binary(max_size=200))
def test_any_content_has_pages_or_is_refused_in_words(content: bytes) -> None:
    try:
        assert page_count(b"%PDF-1.7\n" + content) >= 0
    except Guardrail as refused:
        assert str(refused) == "The file is not a readable PDF."


@settings(deadline=None)
@given(st.data())
def test_a_damaged_pdf_has_pages_or_is_refused_in_words(data: st.DataObject) -> None:
    content = bytearray(text_pdf("one", "two"))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert page_count(bytes(content)) >= 0
    except Guardrail as refused:
        assert str(refused) == "The file is not a readable PDF."


def test_without_a_reader_of_pdf_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(SetupError) as caught:
        page_count(text_pdf("one"))
    assert str(caught.value) == (
        "Counting the pages of a PDF needs pypdf. Run pip install 'spark-nb[pdf]'."
    )
