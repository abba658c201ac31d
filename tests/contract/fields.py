"""Every field of every tool: what is let through, and the very words of a refusal.

``{}`` in a text stands for the value's beginning where it is long. Limits come three times: just
below, at, and just above, in bytes.
"""

from __future__ import annotations

from typing import Any

KIB, MIB = 1024, 1024 * 1024
TEXT = 200 * KIB
PNG = b"\x89PNG\r\n\x1a\n"
JOB = "0197a1d0-0000-7000-8000-000000000001"

Fields = dict[str, Any]


def patch(path: str = "Assets/A.cs", line: str = "b") -> str:
    return f"--- a/{path}\n+++ b/{path}\n@@ -1 +1 @@\n-a\n+{line}\n"


def long_patch(size: int, filler: str = "x") -> str:
    """Return a patch of ``size`` bytes of UTF-8."""
    room = size - len(patch(line=""))
    width = len(filler.encode())
    return patch(line=filler * (room // width) + "x" * (room % width))


def long_path(size: int, end: str = ".cs") -> str:
    """Return a path of ``size`` bytes in segments of 200 at most; its stem is an identifier."""
    path = "Assets/"
    while size - len(path) > 250:
        path += "f" * 200 + "/"
    return path + "A" * (size - len(path) - len(end)) + end


def stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def script_at(path: str) -> Fields:
    return {"path": path, "name": stem(path)}


def patch_at(path: str) -> Fields:
    return {"path": path, "patch": patch(path)}


def config(size: int, filler: str = "x") -> Fields:
    """Return a config of ``size`` bytes as JSON."""
    room = size - len('{"k": ""}')
    width = len(filler.encode())
    return {"config": {"k": filler * (room // width) + "x" * (room % width)}}


def inputs(size: int) -> Fields:
    return {"inputs": [{"k": "x" * (size - len('[{"k": ""}]'))}]}


GOOD: dict[str, Fields] = {
    "generate_script": {"name": "A", "code": "class A {}", "path": "Assets/A.cs"},
    "apply_patch": {"path": "Assets/A.cs", "patch": patch()},
    "render_preview": {},
    "ingest_asset": {"path": "Assets/a.png", "content": PNG, "media_type": "image/png"},
    "deconstruct_asset": {"path": "Assets/a.png"},
    "run_build": {"job_id": JOB, "target": "WebGL"},
    "get_build_status": {"job_id": JOB},
    "ocr": {"path": "Uploads/a.png", "media_type": "image/png"},
    "ocv": {"path": "Uploads/a.png", "media_type": "image/png", "expected": "GAME OVER"},
    "classify": {"path": "Uploads/a.png", "media_type": "image/png"},
    "asr": {"path": "Uploads/a.wav", "media_type": "audio/wav"},
}

_SHA256 = "0123456789abcdef" * 4
_TARGETS = ("WebGL", "StandaloneWindows64", "StandaloneLinux64", "StandaloneOSX", "Android", "iOS")

ACCEPTED: dict[tuple[str, str], list[Fields]] = {
    ("generate_script", "name"): [
        {"name": "_", "path": "Assets/_.cs"},
        {"name": "Größe2", "path": "Assets/Größe2.cs"},
    ],
    ("generate_script", "code"): [
        {"code": ""},
        {"code": "x" * (TEXT - 1)},
        {"code": "x" * TEXT},
        {"code": "é" * (TEXT // 2)},
        {"code": "🎮" * (TEXT // 4)},
    ],
    ("generate_script", "path"): [
        script_at("Assets/Deep/er/B.cs"),
        script_at(long_path(1023)),
        script_at(long_path(1024)),
        script_at("Assets/" + "é" * 126 + ".cs"),  # a segment of 255 bytes
    ],
    ("apply_patch", "path"): [patch_at("Assets/Ünïcode/文.txt"), patch_at(long_path(1024))],
    ("apply_patch", "patch"): [
        {"patch": long_patch(TEXT - 1)},
        {"patch": long_patch(TEXT)},
        {"patch": long_patch(TEXT, "é")},
        {"patch": "--- /dev/null\n+++ b/Assets/A.cs\n@@ -0,0 +1 @@\n+a\n"},
        {"patch": "--- a/Assets/A.cs\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"},
    ],
    ("apply_patch", "expected_sha256"): [
        {"expected_sha256": _SHA256},
        {"expected_sha256": None},
    ],
    ("render_preview", "width"): [{"width": 16}, {"width": 17}, {"width": 4095}, {"width": 4096}],
    ("render_preview", "height"): [{"height": 16}, {"height": 4096}],
    ("render_preview", "scene"): [{"scene": "Assets/Level.unity"}, {"scene": None}],
    ("render_preview", "camera"): [{"camera": "Main Camera"}, {"camera": "x" * TEXT}],
    ("render_preview", "format"): [{"format": name} for name in ("png", "jpeg", "webp")],
    ("render_preview", "time_s"): [{"time_s": 0}, {"time_s": 3599.999}, {"time_s": 3600}],
    ("render_preview", "inputs"): [
        {"inputs": [{"key": "Jump", "at": 0.5, "down": True}]},
        inputs(TEXT - 1),
        inputs(TEXT),
    ],
    ("ingest_asset", "path"): [{"path": "Assets/Art/a.png"}, {"path": long_path(1024, ".png")}],
    ("ingest_asset", "content"): [
        {"content": PNG + bytes(10 * MIB - len(PNG) - 1)},
        {"content": PNG + bytes(10 * MIB - len(PNG))},
    ],
    ("ingest_asset", "media_type"): [
        {"media_type": "image/png"},
        {"media_type": "image/jpeg", "content": b"\xff\xd8\xff\xe0"},
        {"media_type": "image/webp", "content": b"RIFF\0\0\0\0WEBP"},
        {"media_type": "application/pdf", "content": b"%PDF-1.7"},
        {"media_type": "audio/wav", "content": b"RIFF\0\0\0\0WAVE"},
        {"media_type": "audio/flac", "content": b"fLaC"},
        {"media_type": "audio/ogg", "content": b"OggS"},
        {"media_type": "audio/mpeg", "content": b"ID3\4"},
        {"media_type": "audio/mpeg", "content": b"\xff\xfb\x90\x00"},
        {"media_type": "font/ttf", "content": b"\0\1\0\0"},
        {"media_type": "font/otf", "content": b"OTTO"},
        {"media_type": "text/plain", "content": "Größe".encode()},
        {"media_type": "text/csv", "content": b"a,b"},
        {"media_type": "application/json", "content": b"{}"},
    ],
    ("ingest_asset", "source"): [{"content": None, "source": "{folder}/Uploads/a.png"}],
    ("deconstruct_asset", "path"): [{"path": "Assets/a.unity"}, {"path": long_path(1024, ".png")}],
    ("run_build", "job_id"): [{"job_id": JOB}, {"job_id": JOB.upper()}],
    ("run_build", "target"): [{"target": target} for target in _TARGETS],
    ("run_build", "config"): [
        {"config": {"compression": "gzip", "nested": {"list": [1, None, 0.5, True]}}},
        config(TEXT - 1),
        config(TEXT),
        config(TEXT, "é"),
    ],
    ("get_build_status", "job_id"): [{"job_id": JOB}],
    ("ocr", "path"): [{"path": "Uploads/a.png"}, {"path": "Assets/a.png"}],
    ("ocr", "media_type"): [
        {"media_type": "image/jpeg", "path": "Uploads/a.jpg"},
        {"media_type": "image/webp", "path": "Uploads/a.webp"},
        {"media_type": "application/pdf", "path": "Uploads/10.pdf"},
    ],
    ("ocr", "pages"): [
        {"pages": [1]},
        {"pages": None},
        {"pages": range(1, 11), "media_type": "application/pdf", "path": "Uploads/10.pdf"},
        {"pages": [11, 2], "media_type": "application/pdf", "path": "Uploads/11.pdf"},
    ],
    ("ocr", "languages"): [
        {"languages": ["de"]},
        {"languages": ["en", "pt-BR", "zh-Hant-TW"]},
        {"languages": ["en"] * 10},
    ],
    ("ocv", "path"): [{"path": "Assets/a.png"}],
    ("ocv", "media_type"): [{"media_type": "application/pdf", "path": "Uploads/10.pdf"}],
    ("ocv", "expected"): [
        {"expected": "é" * (TEXT // 2)},
        {"expected": "x" * (TEXT - 1)},
        {"expected": "x" * TEXT},
    ],
    ("classify", "path"): [{"path": "Assets/a.png"}],
    ("classify", "media_type"): [{"media_type": "image/webp", "path": "Uploads/a.webp"}],
    ("classify", "mode"): [{"mode": "fast"}, {"mode": "accurate"}],
    ("asr", "path"): [{"path": "Assets/a.wav"}],
    ("asr", "media_type"): [
        {"media_type": "audio/flac", "path": "Uploads/a.flac"},
        {"media_type": "audio/mpeg", "path": "Uploads/a.mp3"},
        {"media_type": "audio/ogg", "path": "Uploads/a.ogg"},
    ],
    ("asr", "language"): [{"language": "de"}, {"language": "yue"}, {"language": "zh-Hant-TW"}],
}

_UNDER_ASSETS = "Path must start with Assets/ (got {}). Move the file under Assets/."
_UNDER_EITHER = (
    "Path must start with Assets/ or Uploads/ (got {}). Move the file under Assets/ or Uploads/."
)
_OVER_BY_ONE = "Text is 1 byte over the limit of 200 KiB of UTF-8. Split it into smaller files."
_OVER_BY_TWO = "Text is 2 bytes over the limit of 200 KiB of UTF-8. Split it into smaller files."
_PATH_BYTES = "Path is over 1024 bytes. Use shorter folder names."
_SEGMENT_BYTES = (
    "Path has a segment over 255 bytes (got {}). Use plain folder and file names separated by /."
)
_PLAIN = "Use plain folder and file names separated by /."
_NOT_TEXT = "must be text (got 7). Correct the value."
_MEDIA_TYPES = (
    "application/json, application/pdf, audio/flac, audio/mpeg, audio/ogg, audio/wav, font/otf,"
    " font/ttf, image/jpeg, image/png, image/webp, text/csv, text/plain"
)
_NOT_UUID = "job_id must be a UUID (got '7'). Correct the value."
_PAGE_TYPES = "'image/png', 'image/jpeg', 'image/webp' or 'application/pdf'"

Refusal = tuple[str, str, Fields, str]

REFUSED: list[Refusal] = [
    ("generate_script", "name", {"name": "B"}, "name must be the file's stem: 'B' is not 'A'."
     " Use Assets/B.cs."),
    ("generate_script", "name", {"name": "1A", "path": "Assets/1A.cs"},
     "name must be a C# identifier (got '1A')."
     " Use letters, digits and _, and start with a letter."),
    ("generate_script", "name", {"name": 7}, f"name {_NOT_TEXT}"),
    ("generate_script", "code", {"code": "x" * (TEXT + 1)}, _OVER_BY_ONE),
    ("generate_script", "code", {"code": "é" * (TEXT // 2) + "x"}, _OVER_BY_ONE),
    ("generate_script", "code", {"code": "é" * (TEXT // 2 + 1)}, _OVER_BY_TWO),
    ("generate_script", "code", {"code": "x" * (300 * KIB)},
     "Text is 300.0 KiB; the limit is 200 KiB of UTF-8. Split it into smaller files."),
    ("generate_script", "code", {"code": "\ud800"},
     "Text has a lone surrogate, which UTF-8 cannot hold. Remove it."),
    ("generate_script", "path", {"path": "../A.cs"}, _UNDER_ASSETS.format("../A.cs")),
    ("generate_script", "path", {"path": "Uploads/A.cs"}, _UNDER_ASSETS.format("Uploads/A.cs")),
    ("generate_script", "path", {"path": "Assets/A.txt"},
     "Path of a script must end in .cs (got Assets/A.txt). Use Assets/A.cs."),
    ("generate_script", "path", {"path": "Assets/../A.cs"},
     f"Path must not contain the segment '..' (got Assets/../A.cs). {_PLAIN}"),
    ("generate_script", "path", script_at(long_path(1025)), _PATH_BYTES),
    ("generate_script", "path", script_at("Assets/" + "é" * 126 + "a.cs"),
     _SEGMENT_BYTES.format("Assets/" + "é" * 70 + "…")),
    ("apply_patch", "patch", {"path": "Assets/B.cs"},
     "The patch touches Assets/A.cs, not Assets/B.cs. Send one patch a file."),
    ("apply_patch", "path", {"path": "/etc/passwd"}, _UNDER_ASSETS.format("/etc/passwd")),
    ("apply_patch", "patch", {"patch": long_patch(TEXT + 1)}, _OVER_BY_ONE),
    ("apply_patch", "patch", {"patch": long_patch(TEXT + 1, "é")}, _OVER_BY_ONE),
    ("apply_patch", "patch", {"patch": "make it better"},
     "The patch has no --- and +++ lines. Use the output of git diff."),
    ("apply_patch", "expected_sha256", {"expected_sha256": _SHA256[:-1]},
     "A SHA-256 is 64 lower-case hex digits. Pass the sha256 of an earlier result."),
    ("apply_patch", "expected_sha256", {"expected_sha256": _SHA256 + "0"},
     "A SHA-256 is 64 lower-case hex digits. Pass the sha256 of an earlier result."),
    ("apply_patch", "expected_sha256", {"expected_sha256": _SHA256.upper()},
     "A SHA-256 is 64 lower-case hex digits. Pass the sha256 of an earlier result."),
    ("render_preview", "width", {"width": 15},
     "width must be at least 16 (got 15). Use 16 or more."),
    ("render_preview", "width", {"width": 4097},
     "width must be at most 4096 (got 4097). Use 4096 or less."),
    ("render_preview", "width", {"width": "wide"},
     "width must be a whole number (got 'wide'). Correct the value."),
    ("render_preview", "width", {"width": 16.5},
     "width must be a whole number (got 16.5). Correct the value."),
    ("render_preview", "height", {"height": 15},
     "height must be at least 16 (got 15). Use 16 or more."),
    ("render_preview", "height", {"height": 4097},
     "height must be at most 4096 (got 4097). Use 4096 or less."),
    ("render_preview", "scene", {"scene": "Level.unity"}, _UNDER_ASSETS.format("Level.unity")),
    ("render_preview", "camera", {"camera": "x" * (TEXT + 1)}, _OVER_BY_ONE),
    ("render_preview", "format", {"format": "gif"},
     "format must be one of 'png', 'jpeg' or 'webp' (got 'gif'). Use one."),
    ("render_preview", "time_s", {"time_s": -0.001},
     "time_s must be at least 0 (got -0.001). Use 0 or more."),
    ("render_preview", "time_s", {"time_s": 3600.001},
     "time_s must be at most 3600 (got 3600.001). Use 3600 or less."),
    ("render_preview", "time_s", {"time_s": float("nan")},
     "time_s must be a finite number (got nan). Correct the value."),
    ("render_preview", "inputs", inputs(TEXT + 1),
     "inputs as JSON is 1 byte over the limit of 200 KiB. Send fewer steps."),
    ("render_preview", "inputs.0.key", {"inputs": [{"key": None}]},
     "inputs.0.key must be text, a boolean or a number (got None). Correct the value."),
    ("ingest_asset", "path", {"path": "Assets/con.png"},
     f"Path contains a name that Windows reserves (got Assets/con.png). {_PLAIN}"),
    ("ingest_asset", "path", {"path": long_path(1025, ".png")}, _PATH_BYTES),
    ("ingest_asset", "content", {"content": PNG + bytes(10 * MIB - len(PNG) + 1)},
     "Asset is 1 byte over the limit of 10 MiB. Compress or split it."),
    ("ingest_asset", "content", {"content": PNG + bytes(12 * MIB)},
     "Asset is 12.0 MiB; the limit is 10 MiB. Compress or split it."),
    ("ingest_asset", "content", {"content": b"GIF89a"},
     "Content is not image/png. Pass the type the file really has."),
    ("ingest_asset", "content", {"content": b"\xff\xd8\xff\xe0"},
     "Content is image/jpeg, not image/png. Pass media_type='image/jpeg'."),
    ("ingest_asset", "content", {"content": b"a\xff", "media_type": "text/plain"},
     "Content is not text/plain: byte 1 is not UTF-8. Save the file as UTF-8."),
    ("ingest_asset", "content", {"content": b""},
     "Content is not image/png. Pass the type the file really has."),
    ("ingest_asset", "content", {"content": None},
     "Pass either content or source. content= takes bytes, source= a local file."),
    ("ingest_asset", "content", {"source": "a.png"},
     "Pass either content or source. content= takes bytes, source= a local file."),
    ("ingest_asset", "media_type", {"media_type": "image/gif"},
     f"media_type 'image/gif' is not known. Use one of {_MEDIA_TYPES}."),
    ("ingest_asset", "source", {"content": None, "source": "{folder}/none.png"},
     "'{folder}/none.png' cannot be read: No such file or directory."
     " Check the path; it is relative to the notebook."),
    ("ingest_asset", "source", {"content": None, "source": "{folder}/Uploads"},
     "'{folder}/Uploads' is no file. Use the path of a file."),
    ("deconstruct_asset", "path", {"path": "Assets/a\\b"},
     f'Path contains one of \\ : * ? " < > | (got Assets/a\\b). {_PLAIN}'),
    ("run_build", "job_id", {"job_id": "7"}, _NOT_UUID),
    ("run_build", "target", {"target": "Switch"},
     "target must be one of 'WebGL', 'StandaloneWindows64', 'StandaloneLinux64', 'StandaloneOSX',"
     " 'Android' or 'iOS' (got 'Switch'). Use one."),
    ("run_build", "config", config(TEXT + 1),
     "config as JSON is 1 byte over the limit of 200 KiB."
     " Put what is large into a file under Assets/."),
    ("run_build", "config", config(TEXT + 1, "é"),
     "config as JSON is 1 byte over the limit of 200 KiB."
     " Put what is large into a file under Assets/."),
    ("run_build", "config", {"config": ["gzip"]},
     "config must be a mapping of names to values (got ['gzip']). Correct the value."),
    ("get_build_status", "job_id", {"job_id": "7"}, _NOT_UUID),
    ("ocr", "path", {"path": "Library/a.png"}, _UNDER_EITHER.format("Library/a.png")),
    ("ocr", "path", {"path": "Uploads/none.png"},
     "Uploads/none.png cannot be read: No such file or directory."
     " Check the path; it is relative to the project folder."),
    ("ocr", "media_type", {"media_type": "image/gif"},
     f"media_type must be one of {_PAGE_TYPES} (got 'image/gif'). Use one."),
    ("ocr", "media_type", {"media_type": "image/jpeg"},
     "Uploads/a.png is image/png, not image/jpeg. Pass media_type='image/png'."),
    ("ocr", "media_type", {"media_type": "application/pdf", "path": "Uploads/torn.pdf"},
     "The file is not a readable PDF. Export it again."),
    ("ocr", "path", {"media_type": "application/pdf", "path": "Uploads/11.pdf"},
     "Uploads/11.pdf has 11 pages; the limit is 10. Pass the pages to read as pages=."),
    ("ocr", "pages", {"pages": range(1, 12)},
     "pages must name 1 to 10 pages (got 11). Read the others with another call."),
    ("ocr", "pages", {"pages": []},
     "pages must name 1 to 10 pages (got 0). Leave it out to read all."),
    ("ocr", "pages", {"pages": [1, 0]}, "pages count from 1 (got 0). The first page is 1."),
    ("ocr", "pages", {"pages": [2, 1, 2]}, "pages names page 2 2 times. Name each page once."),
    ("ocr", "pages", {"pages": [2]},
     "Uploads/a.png has no page 2; it ends at page 1. Name pages that are there."),
    ("ocr", "pages", {"pages": [12], "media_type": "application/pdf", "path": "Uploads/11.pdf"},
     "Uploads/11.pdf has no page 12; it ends at page 11. Name pages that are there."),
    ("ocr", "languages", {"languages": []},
     "languages must name 1 to 10 languages (got 0). Name those that the file is written in."),
    ("ocr", "languages", {"languages": ["en"] * 11},
     "languages must name 1 to 10 languages (got 11). Name those that the file is written in."),
    ("ocr", "languages.0", {"languages": ["english"]},
     "A language is a BCP 47 tag (got 'english'). Use one like en or pt-BR."),
    ("ocv", "path", {"path": "a.png"}, _UNDER_EITHER.format("a.png")),
    ("ocv", "path", {"media_type": "application/pdf", "path": "Uploads/11.pdf"},
     "Uploads/11.pdf has 11 pages; the limit is 10. Split the file."),
    ("ocv", "media_type", {"media_type": "text/plain"},
     f"media_type must be one of {_PAGE_TYPES} (got 'text/plain'). Use one."),
    ("ocv", "expected", {"expected": " \n"},
     "expected is empty. Pass the text that the picture should say."),
    ("ocv", "expected", {"expected": "x" * (TEXT + 1)}, _OVER_BY_ONE),
    ("ocv", "expected", {"expected": "é" * (TEXT // 2 + 1)}, _OVER_BY_TWO),
    ("classify", "path", {"path": "Uploads/sub"}, "Uploads/sub cannot be read: Is a directory."
     " Check the path; it is relative to the project folder."),
    ("classify", "media_type", {"media_type": "application/pdf"},
     "media_type must be one of 'image/png', 'image/jpeg' or 'image/webp'"
     " (got 'application/pdf'). Use one."),
    ("classify", "mode", {"mode": "best"},
     "mode must be one of 'fast' or 'accurate' (got 'best'). Use one."),
    ("asr", "path", {"path": "Uploads/../a.wav"},
     f"Path must not contain the segment '..' (got Uploads/../a.wav). {_PLAIN}"),
    ("asr", "media_type", {"media_type": "audio/mp4"},
     "media_type must be one of 'audio/wav', 'audio/flac', 'audio/mpeg' or 'audio/ogg'"
     " (got 'audio/mp4'). Use one."),
    ("asr", "media_type", {"media_type": "audio/ogg"},
     "Uploads/a.wav is audio/wav, not audio/ogg. Pass media_type='audio/wav'."),
    ("asr", "media_type", {"path": "Uploads/mute.wav"},
     "The recording does not say how long it lasts. Save it again, as WAV for example."),
    ("asr", "language", {"language": "en_US"},
     "A language is a BCP 47 tag (got 'en_US'). Use one like en or pt-BR."),
]  # fmt: skip
