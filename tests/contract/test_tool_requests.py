"""What each tool lets through and refuses, field by field, in the words that a user sees."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from spark_nb.domain.tools import TOOLS
from spark_nb.errors import RejectedError
from spark_nb.testing.samples import text_pdf
from tests.contract.conftest import Gateway, is_reached
from tests.contract.fields import ACCEPTED, GOOD, MIB, PNG, REFUSED, Fields
from tests.recordings import RECORDINGS, wav

FIELDS = [(name, field) for name, tool in TOOLS.items() for field in tool.request.model_fields]
HAPPY = [(tool, field, fields) for (tool, field), all_ in ACCEPTED.items() for fields in all_]
PDF = text_pdf("one")


@pytest.fixture
def project(gateway: Gateway) -> Gateway:
    """A project with one file of each kind."""
    for folder in ("Assets", "Uploads"):
        gateway.put(f"{folder}/a.png", PNG)
        gateway.put(f"{folder}/a.wav", wav(1))
    gateway.put("Uploads/a.jpg", b"\xff\xd8\xff\xe0")
    gateway.put("Uploads/a.webp", b"RIFF\0\0\0\0WEBP")
    gateway.put("Uploads/10.pdf", text_pdf(*"0123456789"))
    gateway.put("Uploads/11.pdf", text_pdf(*"0123456789a"))
    gateway.put("Uploads/torn.pdf", b"%PDF-1.7\n1 0 obj\n<<")
    for media_type, end in (("audio/flac", "flac"), ("audio/mpeg", "mp3"), ("audio/ogg", "ogg")):
        gateway.put(f"Uploads/a.{end}", RECORDINGS[media_type](1))
    gateway.put("Uploads/mute.wav", b"RIFF\0\0\0\0WAVE")
    (gateway.folder / "Uploads/sub").mkdir()
    return gateway


def placed(fields: Fields, gateway: Gateway) -> Fields:
    """Put the project folder where a field names it."""
    source = fields.get("source")
    return fields | {"source": source.format(folder=gateway.folder)} if source else fields


def test_the_tables_name_every_field_of_every_tool() -> None:
    refused = {(tool, field.partition(".")[0]) for tool, field, _, _ in REFUSED}
    assert set(ACCEPTED) == set(FIELDS)
    assert refused == set(FIELDS)
    assert set(GOOD) == set(TOOLS)


@pytest.mark.parametrize(("tool", "field", "fields"), HAPPY)
async def test_what_is_within_the_limits_gets_to_the_service(
    project: Gateway, tool: str, field: str, fields: Fields
) -> None:
    assert field in {**GOOD[tool], **fields}
    found = await project.outcome(tool, GOOD[tool] | placed(fields, project))
    assert is_reached(found), found


@pytest.mark.parametrize(("tool", "field", "fields", "words"), REFUSED)
async def test_what_is_beyond_them_is_refused_in_these_words(
    project: Gateway, tool: str, field: str, fields: Fields, words: str
) -> None:
    found = await project.outcome(tool, GOOD[tool] | placed(fields, project))
    assert isinstance(found, RejectedError)
    assert str(found) == f"{tool}: {words.replace('{folder}', str(project.folder))}"
    assert (found.field, bool(found.hint), bool(found.call_id)) == (field, True, True)
    (row,) = project.rows.table("spark_function_calls")
    assert (row["status"], row["error_code"], row["attempts"]) == ("rejected", field, 0)


@pytest.mark.parametrize(("tool", "field"), FIELDS)
async def test_a_field_is_missed_when_it_must_be_there(
    project: Gateway, tool: str, field: str
) -> None:
    fields = {name: value for name, value in GOOD[tool].items() if name != field}
    found = await project.outcome(tool, fields)
    if TOOLS[tool].request.model_fields[field].is_required():
        assert str(found) == f"{tool}: {field} is missing. Pass {field}=…"
    elif (tool, field) != ("ingest_asset", "content"):  # there it is this or source
        assert is_reached(found)


@pytest.mark.parametrize("tool", TOOLS)
async def test_a_field_that_no_tool_has_is_refused(project: Gateway, tool: str) -> None:
    found = await project.outcome(tool, GOOD[tool] | {"pathh": "Assets/a"})
    assert str(found) == f"{tool}: There is no field pathh. Check the spelling."


# Bytes a file must have at the least, its limit, and how to fill it up.
SIZES = [
    ("ocr", "image/png", PNG, 10 * MIB),
    ("ocr", "application/pdf", PDF + b"\n%", 10 * MIB),
    ("ocv", "image/jpeg", b"\xff\xd8\xff", 10 * MIB),
    ("classify", "image/webp", b"RIFF\0\0\0\0WEBP", 10 * MIB),
    ("asr", "audio/wav", wav(500, 96_000), 50 * MIB),
]


@pytest.mark.parametrize(("tool", "media_type", "start", "limit"), SIZES)
async def test_a_file_is_measured_in_bytes(
    gateway: Gateway, tool: str, media_type: str, start: bytes, limit: int
) -> None:
    fields = GOOD[tool] | {"path": "Uploads/big", "media_type": media_type}
    for size in (limit - 1, limit):
        gateway.put("Uploads/big", start.ljust(size, b"\0"))
        assert is_reached(await gateway.outcome(tool, fields))
    for size, words in (
        (limit + 1, f"is 1 byte over the limit of {limit // MIB} MiB"),
        (limit + 2 * MIB, f"is {limit // MIB + 2}.0 MiB; the limit is {limit // MIB} MiB"),
    ):
        gateway.put("Uploads/big", start.ljust(size, b"\0"))
        found = await gateway.outcome(tool, fields)
        assert str(found) == f"{tool}: Uploads/big {words}. Compress or split it."
        assert (found.field, found.limit, found.actual) == ("path", limit, size)


@pytest.mark.parametrize("media_type", RECORDINGS)
async def test_a_recording_may_last_fifteen_minutes(gateway: Gateway, media_type: str) -> None:
    fields: dict[str, Any] = {"path": "Uploads/long", "media_type": media_type}
    frame_s = 0.036 if media_type == "audio/mpeg" else 0.125
    for seconds in (900 - frame_s, 900):
        gateway.put("Uploads/long", RECORDINGS[media_type](seconds))
        assert is_reached(await gateway.outcome("asr", fields))
    gateway.put("Uploads/long", RECORDINGS[media_type](900 + frame_s))
    found = await gateway.outcome("asr", fields)
    assert str(found) == (
        f"asr: Uploads/long lasts 15 min {frame_s:g} s; the limit is 15 min. Cut it into parts."
    )
    assert (found.field, found.limit, found.actual) == ("path", 900, pytest.approx(900 + frame_s))


async def test_a_streamed_wav_lasts_as_long_as_what_is_there(gateway: Gateway) -> None:
    """Who records into a pipe writes the largest length there is, not knowing the true one."""
    recording = bytearray(wav(2))
    recording[40:44] = b"\xff\xff\xff\xff"
    gateway.put("Uploads/a.wav", bytes(recording))
    assert is_reached(await gateway.outcome("asr", GOOD["asr"]))


async def test_the_request_is_counted_with_its_file(gateway: Gateway) -> None:
    gateway.put("Uploads/a.png", PNG + bytes(5000))
    await gateway.outcome("classify", GOOD["classify"])
    (row,) = gateway.rows.table("spark_function_calls")
    assert 5000 < row["request_bytes"] < 5200


async def test_without_a_folder_on_this_machine_no_file_is_read(gateway: Gateway) -> None:
    gateway.put("Uploads/a.png", PNG)
    assert is_reached(await gateway.outcome("ocr", GOOD["ocr"]))
    gateway.pipeline = replace(gateway.pipeline, folder=None)
    found = await gateway.outcome("ocr", GOOD["ocr"])
    assert str(found) == "ocr: There is no project folder on this machine. Set SPARK_PROJECT."
