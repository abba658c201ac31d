from __future__ import annotations

import pytest

from spark_nb.domain.build import BuildStatus
from spark_nb.domain.request import FileRequest
from spark_nb.domain.speech import AsrResult, Segment
from spark_nb.domain.unity import GenerateScript, IngestAsset, ScriptResult
from spark_nb.domain.vision import Box, Classify, OcrPage, OcrResult, TextBlock

JOB = "0197a1d0-0000-7000-8000-000000000001"
PNG = b"\x89PNG\r\n\x1a\n"
BOX = Box(x=0, y=0, width=1, height=1)


def page(*texts: str) -> OcrPage:
    return OcrPage(
        page=1, width=9, height=9, blocks=tuple(TextBlock(text=text, box=BOX) for text in texts)
    )


def test_a_result_shows_what_it_says_and_no_more() -> None:
    script = ScriptResult(path="Assets/A.cs", sha256="ab", created=False)
    assert repr(script) == "ScriptResult(path='Assets/A.cs', sha256='ab', created=False)"
    status = BuildStatus(job_id=JOB, status="running", progress=0.5, log_tail="x" * 9999)
    assert repr(status) == (f"BuildStatus(job_id=UUID('{JOB}'), status='running', progress=0.5)")


def test_what_was_read_or_heard_shows_its_beginning() -> None:
    read = OcrResult(pages=(page("GAME", "OVER"), page("word " * 40)))
    assert read.text.startswith("GAME\nOVER\nword")
    assert repr(read).startswith("2 pages, 3 blocks: 'GAME OVER word word")
    assert len(repr(read)) < 110
    heard = AsrResult(segments=(Segment(start_s=0, end_s=1, text="hello"),))
    assert repr(heard) == "1 segments: 'hello'"


def test_events_tell_counts_of_what_was_read_not_the_text() -> None:
    assert OcrResult(pages=(page("secret", "words"),)).facts() == {"pages": 1, "blocks": 2}
    status = BuildStatus(job_id=JOB, status="running", progress=0.5, log_tail="x", report={"a": 1})
    assert set(status.facts()) & {"log_tail", "report", "delayed"} == set()


@pytest.mark.parametrize("size", [8, 9, 10, 11, 1000])
def test_the_size_of_an_asset_on_the_wire_is_known_without_making_it(size: int) -> None:
    content = PNG + bytes(size - len(PNG))
    asset = IngestAsset(path="Assets/ä.png", content=content, media_type="image/png")
    framing = len(',"content":""')
    made = len(asset.model_dump_json(exclude_defaults=True).encode())
    assert asset.wire_bytes() + framing == made


def test_text_is_counted_in_bytes() -> None:
    ascii_only, other = (
        GenerateScript(name="A", path="Assets/A.cs", code=code) for code in ("xx", "éé")
    )
    assert other.wire_bytes() == ascii_only.wire_bytes() + 2


def test_a_file_is_no_field_but_counts_on_the_wire() -> None:
    bare = Classify(path="Uploads/a.png", media_type="image/png")
    loaded = bare.with_content(PNG)
    assert isinstance(loaded, FileRequest)
    assert (loaded.content, bare.content) == (PNG, b"")
    assert "content" not in loaded.model_dump()
    assert "PNG\\r" not in repr(loaded)
    assert loaded.wire_bytes() == bare.wire_bytes() + len(PNG)
