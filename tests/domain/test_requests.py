from __future__ import annotations

import pytest
from pydantic import ValidationError

from spark_nb.domain.guardrail import rejection
from spark_nb.domain.text import TEXT_LIMIT_BYTES
from spark_nb.domain.tools import TOOLS
from spark_nb.domain.unity import ASSET_LIMIT_BYTES

PNG = b"\x89PNG\r\n\x1a\n"
PATCH = "--- a/Assets/A.cs\n+++ b/Assets/A.cs\n@@ -1 +1 @@\n-a\n+b\n"


def script(**fields):
    return {"name": "A", "code": "class A {}", "path": "Assets/A.cs"} | fields


def asset(**fields):
    return {"path": "Assets/a.png", "content": PNG, "media_type": "image/png"} | fields


ACCEPTED = [
    ("generate_script", script()),
    ("generate_script", script(code="x" * TEXT_LIMIT_BYTES)),
    ("generate_script", script(code="é" * (TEXT_LIMIT_BYTES // 2))),
    ("apply_patch", {"path": "Assets/A.cs", "patch": PATCH, "expected_sha256": "0" * 64}),
    ("render_preview", {}),
    ("render_preview", {"width": 16, "height": 4096, "format": "webp", "time_s": 3600}),
    ("ingest_asset", asset()),
    ("ingest_asset", asset(content=PNG + bytes(ASSET_LIMIT_BYTES - len(PNG)))),
    ("ingest_asset", {"path": "Assets/a.png", "source": "a.png", "media_type": "image/png"}),
]

REFUSED = [
    ("generate_script", script(code="x" * (TEXT_LIMIT_BYTES + 1)), "code", "200 KiB"),
    ("generate_script", script(code="é" * (TEXT_LIMIT_BYTES // 2 + 1)), "code", "200 KiB"),
    ("generate_script", script(code="\ud800"), "code", "lone surrogate"),
    ("generate_script", script(path="Assets/A.txt"), "path", "must end in .cs"),
    ("generate_script", script(name="B"), "name", "must be the file's stem"),
    ("generate_script", script(name="1A", path="Assets/1A.cs"), "name", "C# identifier"),
    ("generate_script", {"name": "A", "path": "Assets/A.cs"}, "code", "code is missing"),
    ("generate_script", script(codee="x"), "codee", "There is no field codee"),
    ("apply_patch", {"path": "Assets/B.cs", "patch": PATCH}, "patch", "touches Assets/A.cs"),
    ("apply_patch", {"path": "Assets/A.cs", "patch": ""}, "patch", "no --- and"),
    (
        "apply_patch",
        {"path": "Assets/A.cs", "patch": PATCH, "expected_sha256": "XYZ"},
        "expected_sha256",
        "64 lower-case hex digits",
    ),
    ("render_preview", {"width": 15}, "width", "at least 16 (got 15)"),
    ("render_preview", {"height": 4097}, "height", "at most 4096 (got 4097)"),
    ("render_preview", {"format": "gif"}, "format", "must be one of 'png', 'jpeg' or 'webp'"),
    ("render_preview", {"scene": "Level.unity"}, "scene", "must start with Assets/"),
    ("render_preview", {"time_s": -1}, "time_s", "at least 0"),
    ("render_preview", {"time_s": float("nan")}, "time_s", "finite"),
    ("ingest_asset", asset(content=PNG + bytes(ASSET_LIMIT_BYTES)), "content", "10 MiB"),
    ("ingest_asset", asset(content=b"GIF89a"), "content", "is not image/png"),
    ("ingest_asset", asset(media_type="image/gif"), "media_type", "'image/gif' is not known"),
    ("ingest_asset", asset(source="a.png"), "content", "either content or source"),
    ("ingest_asset", asset(content=b"\xff", media_type="text/plain"), "content", "not UTF-8"),
]


@pytest.mark.parametrize(("tool", "fields"), ACCEPTED)
def test_a_request_within_the_limits_is_accepted(tool, fields):
    TOOLS[tool].request(**fields)


@pytest.mark.parametrize(("tool", "fields", "field", "words"), REFUSED)
def test_a_request_over_a_limit_names_field_and_limit(tool, fields, field, words):
    with pytest.raises(ValidationError) as caught:
        TOOLS[tool].request(**fields)
    found = rejection(caught.value, tool)
    assert found.field == field
    assert words in str(found)


def test_an_error_never_repeats_a_wall_of_text():
    with pytest.raises(ValidationError) as caught:
        TOOLS["render_preview"].request(width="x" * 5000)
    assert len(str(rejection(caught.value, "render_preview"))) < 200
