from __future__ import annotations

import base64
import hashlib
import io

import pytest
from PIL import Image

from spark_nb.domain.unified_diff import make_patch
from spark_nb.domain.unity import Diagnostic
from spark_nb.errors import ConflictError, RejectedError, SparkError, ToolError
from spark_nb.sandbox.engine import Engine
from tests.sandbox.unity_scene import Scene

PATH = "Assets/Scripts/Player.cs"
CODE = "public class Player { }\n"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fields(result: object, *names: str) -> tuple[object, ...]:
    return tuple(getattr(result, name) for name in names)


def script(engine: Engine, code: str = CODE) -> object:
    return engine.call("generate_script", {"name": "Player", "code": code, "path": PATH})


def png(width: int = 8, height: int = 8, colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "png")
    return out.getvalue()


def ingest(engine: Engine, path: str, content: bytes, media_type: str) -> object:
    encoded = base64.b64encode(content).decode()
    return engine.call(
        "ingest_asset", {"path": path, "content": encoded, "media_type": media_type}
    )


def test_a_script_is_written_as_utf8_and_hashed(engine: Engine) -> None:
    code = "// Größe\r\npublic class Player { }\n"
    result = script(engine, code)
    assert engine.project.read(PATH) == code.encode()
    assert fields(result, "path", "sha256", "created", "diagnostics", "revision") == (
        PATH,
        sha256(code.encode()),
        True,
        (),
        engine.project.snapshot().revision,
    )
    assert fields(script(engine, code), "created", "revision") == (False, result.revision)


@pytest.mark.parametrize(
    ("code", "line", "column", "severity"),
    [
        ("class Player {\n  void F( { }\n}\n", 2, 9, "error"),
        ('class Player {\n  string s = "😀" int;\n}\n', 2, 19, "error"),
        ("class Other { }\n", 1, 1, "warning"),
        ("", 1, 1, "warning"),
        ("#if UNITY_2023_1_OR_NEWER\n(\n#endif\nclass Player { int }\n", 4, 16, "error"),
    ],
)
def test_a_script_is_diagnosed_where_csharp_tools_would(
    engine: Engine, code: str, line: int, column: int, severity: str
) -> None:
    first: Diagnostic = script(engine, code).diagnostics[0]
    assert (first.line, first.column, first.severity) == (line, column, severity)


def test_a_patch_changes_and_diagnoses(engine: Engine) -> None:
    script(engine)
    after = CODE.replace("{ }", "{")
    result = engine.call(
        "apply_patch",
        {"path": PATH, "patch": make_patch(PATH, CODE.encode(), after.encode())},
    )
    assert engine.project.read(PATH) == after.encode()
    assert fields(result, "before_sha256", "after_sha256", "hunks") == (
        sha256(CODE.encode()),
        sha256(after.encode()),
        1,
    )
    assert [d.severity for d in result.diagnostics] == ["error"]


def test_a_patch_creates_deletes_and_restores_with_the_same_guid(engine: Engine) -> None:
    create = {"path": PATH, "patch": make_patch(PATH, None, CODE.encode())}
    delete = {"path": PATH, "patch": make_patch(PATH, CODE.encode(), None)}

    engine.call("apply_patch", create)
    guid = engine.project.guid(PATH)
    deleted = engine.call("apply_patch", delete)
    assert (deleted.after_sha256, engine.project.read(PATH), engine.project.guid(PATH)) == (
        None,
        None,
        None,
    )
    engine.call("apply_patch", create)
    assert engine.project.guid(PATH) == guid


def conflict(engine: Engine, **arguments: object) -> ConflictError:
    with pytest.raises(ConflictError) as caught:
        engine.call("apply_patch", {"path": PATH, **arguments})
    return caught.value


def test_a_patch_that_does_not_fit_is_a_conflict_and_changes_nothing(engine: Engine) -> None:
    script(engine, "class Player { int x; }\n")
    before = engine.project.snapshot()
    error = conflict(engine, patch=make_patch(PATH, CODE.encode(), b"class Player { int y; }\n"))
    assert (error.path, error.expected) == (PATH, None)
    assert error.actual == sha256(b"class Player { int x; }\n")
    assert error.message.startswith(f"Hunk 1 does not fit {PATH} at line 1")
    assert engine.project.snapshot() == before


def test_a_patch_for_another_state_of_the_file_is_a_conflict(engine: Engine) -> None:
    script(engine)
    error = conflict(
        engine, patch=make_patch(PATH, CODE.encode(), b""), expected_sha256=sha256(b"older")
    )
    assert (error.expected, error.actual) == (sha256(b"older"), sha256(CODE.encode()))


@pytest.mark.parametrize(("before", "after"), [(None, b"class Player { }\n"), (b"x\n", b"y\n")])
def test_creating_what_is_there_and_changing_what_is_not_are_conflicts(
    engine: Engine, before: bytes | None, after: bytes
) -> None:
    if before is None:
        script(engine)
    error = conflict(engine, patch=make_patch(PATH, before, after))
    assert error.actual == (sha256(CODE.encode()) if before is None else None)


def test_a_binary_file_is_deleted_when_its_hash_is_known(engine: Engine) -> None:
    ingest(engine, "Assets/a.png", png(), "image/png")
    deletion = "diff --git a/Assets/a.png b/Assets/a.png\ndeleted file mode 100644\n"
    arguments = {"path": "Assets/a.png", "patch": deletion}

    with pytest.raises(RejectedError, match="is not text"):
        engine.call("apply_patch", arguments)
    with pytest.raises(ConflictError):
        engine.call("apply_patch", arguments | {"expected_sha256": sha256(b"other")})
    assert engine.project.read("Assets/a.png") == png()

    engine.call("apply_patch", arguments | {"expected_sha256": sha256(png())})
    assert engine.project.read("Assets/a.png") is None


def test_files_that_are_too_long_or_no_text_are_not_patched(engine: Engine) -> None:
    engine.project.write("Assets/long.txt", b"a\n" * (5 * 1024 * 1024 + 1))
    engine.project.write("Assets/latin.txt", b"caf\xe9\n")
    for path, limit in (("Assets/long.txt", 10 * 1024 * 1024), ("Assets/latin.txt", "UTF-8")):
        with pytest.raises(RejectedError) as caught:
            engine.call("apply_patch", {"path": path, "patch": make_patch(path, b"a\n", b"b\n")})
        assert (caught.value.field, caught.value.limit) == ("path", limit)


@pytest.mark.parametrize(
    ("path", "content", "media_type", "kind", "importer"),
    [
        ("Assets/a.png", png(), "image/png", "texture", "TextureImporter:"),
        ("Assets/a.wav", b"RIFF\0\0\0\0WAVE", "audio/wav", "audio", "AudioImporter:"),
        ("Assets/a.json", b"{}", "application/json", "text", "TextScriptImporter:"),
        ("Assets/a.ttf", b"\0\1\0\0", "font/ttf", "font", "TrueTypeFontImporter:"),
        ("Assets/a.unity", b"%YAML 1.1\n", "text/plain", "text", "DefaultImporter:"),
    ],
)
def test_an_asset_is_written_with_an_importer_for_its_kind(
    engine: Engine, path: str, content: bytes, media_type: str, kind: str, importer: str
) -> None:
    result = ingest(engine, path, content, media_type)
    meta = (engine.project.read(f"{path}.meta") or b"").decode()
    assert engine.project.read(path) == content
    assert fields(result, "guid", "sha256", "byte_length", "kind", "created") == (
        meta.split("guid: ")[1][:32],
        sha256(content),
        len(content),
        kind,
        True,
    )
    assert meta.split("\n")[2] == importer


def test_pixel_art_and_paintings_get_different_filters(engine: Engine) -> None:
    noise = io.BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGB").resize((512, 512), 2).save(noise, "jpeg")
    with Image.open(noise) as image:
        picture = io.BytesIO()
        image.resize((1600, 900)).save(picture, "png")
    ingest(engine, "Assets/pixel.png", png(16, 16), "image/png")
    ingest(engine, "Assets/paint.png", picture.getvalue(), "image/png")
    metas = [(engine.project.read(f"Assets/{n}.png.meta") or b"") for n in ("pixel", "paint")]
    assert [b"filterMode: 0" in meta for meta in metas] == [True, False]
    assert [b"spritePixelsToUnits: 16\n" in meta for meta in metas] == [True, False]


def test_ingesting_again_keeps_the_guid(engine: Engine) -> None:
    first = ingest(engine, "Assets/a.png", png(), "image/png")
    second = ingest(engine, "Assets/a.png", png(colour="blue"), "image/png")
    assert (second.guid, second.created) == (first.guid, False)
    assert second.sha256 != first.sha256


REFUSED = [
    ("generate_script", {"name": "A", "code": "", "path": "Assets/B.cs"}, "name"),
    ("generate_script", {"name": "A", "code": "", "path": "A.cs"}, "path"),
    ("generate_script", {"name": "A", "code": "", "path": "Assets/../A.cs"}, "path"),
    ("generate_script", {"name": "A", "code": "x" * 204_801, "path": "Assets/A.cs"}, "code"),
    ("generate_script", {"name": "1", "code": "", "path": "Assets/1.cs"}, "name"),
    ("generate_script", {"name": "A", "path": "Assets/A.cs"}, "code"),
    ("apply_patch", {"path": "Assets/A.cs", "patch": "nonsense"}, "patch"),
    ("apply_patch", {"path": "Assets/A.cs", "patch": make_patch(PATH, b"", b"x")}, "patch"),
    ("render_preview", {"width": 15}, "width"),
    ("render_preview", {"height": 4097}, "height"),
    ("render_preview", {"format": "gif"}, "format"),
    ("render_preview", {"time_s": -1}, "time_s"),
    ("render_preview", {"time_s": float("nan")}, "time_s"),
    ("render_preview", {"scene": "Level.unity"}, "scene"),
    ("render_preview", {"colour": "red"}, "colour"),
    ("ingest_asset", {"path": "Assets/a.png", "media_type": "image/png"}, "content"),
    ("ingest_asset", {"path": "Assets/a", "source": "/x", "media_type": "text/plain"}, "source"),
]


@pytest.mark.parametrize(("tool", "arguments", "field"), REFUSED)
def test_guardrails_hold_in_the_engine_too(
    engine: Engine, tool: str, arguments: dict[str, object], field: str
) -> None:
    before = engine.project.snapshot()
    with pytest.raises(RejectedError) as caught:
        engine.call(tool, arguments)
    assert caught.value.field == field
    assert engine.project.snapshot() == before


def test_content_that_is_not_its_media_type_is_refused(engine: Engine) -> None:
    with pytest.raises(RejectedError, match=r"Content is not image/png\."):
        ingest(engine, "Assets/a.png", b"GIF89a", "image/png")


@pytest.mark.parametrize(
    ("path", "content", "media_type"),
    [
        ("Assets/a.png", b"words", "text/plain"),
        ("Assets/a.JPG", png(), "image/png"),
        ("Assets/a.wav", b"OggS", "audio/ogg"),
    ],
)
def test_a_name_that_promises_another_kind_of_content_is_refused(
    engine: Engine, path: str, content: bytes, media_type: str
) -> None:
    with pytest.raises(RejectedError, match="would be imported as") as caught:
        ingest(engine, path, content, media_type)
    assert (caught.value.field, engine.project.read(path)) == ("path", None)


def test_a_project_without_scene_says_what_to_do(engine: Engine) -> None:
    with pytest.raises(ToolError) as caught:
        engine.call("render_preview", {})
    assert caught.value.code == "no_scene"
    assert "preset" in (caught.value.hint or "")


def test_a_byte_order_mark_before_a_scene_changes_nothing(engine: Engine) -> None:
    frames = []
    for mark in ("", "\ufeff"):
        engine.project.write("Assets/S.unity", f"{mark}{Scene().camera().text}".encode())
        frames.append(engine.call("render_preview", {"scene": "Assets/S.unity"}))
        assert fields(engine.call("deconstruct_asset", {"path": "Assets/S.unity"}), "kind") == (
            "scene",
        )
    assert frames[0].data == frames[1].data


def test_a_scene_that_is_not_there_is_named(engine: Engine) -> None:
    with pytest.raises(ToolError, match=r"Assets/No\.unity") as caught:
        engine.call("render_preview", {"scene": "Assets/No.unity"})
    assert caught.value.code == "not_found"


def test_no_message_names_a_folder_of_this_machine(engine: Engine) -> None:
    (engine.project.root / "Assets/l.txt").symlink_to("/etc/passwd")
    with pytest.raises(SparkError) as caught:
        ingest(engine, "Assets/l.txt", b"x", "text/plain")
    assert str(engine.project.root) not in str(caught.value)
    assert "/etc" not in str(caught.value)


def test_a_tool_this_engine_lacks_is_refused_in_words(engine: Engine) -> None:
    with pytest.raises(ToolError) as caught:
        engine.call("ocr", {})
    assert (caught.value.code, caught.value.message) == ("unsupported", "This engine has no ocr.")
    assert "UNITY_MCP_URL" in (caught.value.hint or "")
