"""The inlined browser halves, run by Node as a page would run them."""

from __future__ import annotations

import json
import subprocess

import pytest

from spark_nb.widgets import page_module
from spark_nb.widgets.page_module import page_module as text_of

SOURCES = {
    "alone": "export const shown = 1;\n",
    "words": 'const STRINGS = "words";\nexport function said() {\n  return STRINGS;\n}\n',
    "shape": 'import { said as heard } from "./words.js";\n\n'
    "export class Shape {\n  words() {\n    return heard();\n  }\n}\n",
    "widget": 'import {\n  Shape,\n} from "./shape.js";\nimport { said } from "./words.js";\n'
    'const STRINGS = "own";\nexport default [STRINGS, said(), new Shape().words()];\n',
    "hen": 'import { egg } from "./egg.js";\nexport const hen = egg;\n',
    "egg": 'import { hen } from "./hen.js";\nexport const egg = hen;\n',
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "widgets").mkdir()
    for stem, text in SOURCES.items():
        (tmp_path / "widgets" / f"{stem}.js").write_text(text)
    monkeypatch.setattr(page_module, "asset_folder", lambda name: tmp_path / name)
    return tmp_path


def default_of(text, folder):
    (folder / "sent.mjs").write_text(text)
    show = "import('./sent.mjs').then((module) => console.log(JSON.stringify(module.default)))"
    command = ["node", "--input-type=module", "-e", show]
    return json.loads(subprocess.check_output(command, cwd=folder, text=True))


def test_modules_that_use_the_same_names_are_one_text(folder):
    assert default_of(text_of("widget"), folder) == ["own", "words", "words"]


def test_a_neighbour_that_two_modules_need_is_there_once(folder):
    assert text_of("widget").count("function said()") == 1


def test_a_module_alone_is_left_as_it_is(folder):
    assert text_of("alone") == SOURCES["alone"]


def test_modules_that_need_each_other_are_named(folder):
    with pytest.raises(ValueError, match="hen → egg → hen"):
        text_of("hen")


@pytest.mark.parametrize(
    "stem", ["metrics", "preset_picker", "preview", "progress", "studio", "undo"]
)
def test_what_is_sent_is_small_and_imports_nothing(stem):
    text = text_of(stem)
    assert len(text.encode()) <= 50 * 1024
    assert "import {" not in text
