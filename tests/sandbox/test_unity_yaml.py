"""The fast reader gives what PyYAML gives, in every scalar."""

from __future__ import annotations

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from spark_nb.sandbox.scene.block_yaml import UnreadableYaml, read_yaml
from spark_nb.sandbox.scene.document import read_documents

WORDS = st.sampled_from(
    [
        "1",
        "-0.5",
        "yes",
        "",
        "1e10",
        "00000000000000000000000000000001",
        "a b",
        "a: b",
        "a #b",
        "~",
    ]
    + ["{fileID: 0}", "{x: 1, y: -2}", "{fileID: 1, guid: 12e4, type: 3}", "[]", "{}", "- a", "é"]
    + [
        "'it''s'",
        '"\\u00e9"',
        "'a: b'",
        "- {x: 1}",
        "|",
        "&a",
        "*a",
        "{x: 1,",
        "  y: 2}",
        "[1, 2]",
    ]
)
KEYS = st.sampled_from(["m_Name", "orthographic size", "0", "serializedVersion", "'quoted'"])
LINES = st.builds(
    lambda indent, dash, key, word: f"{'  ' * indent}{dash}{key}: {word}".rstrip(" "),
    st.integers(0, 3),
    st.sampled_from(["", "", "", "- "]),
    KEYS,
    WORDS,
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(LINES | WORDS, max_size=8).map("\n".join))
def test_the_fast_reader_agrees_with_the_full_one(text: str) -> None:
    try:
        expected = yaml.load(text, yaml.BaseLoader)
    except (yaml.YAMLError, ValueError):
        return  # the fast one may be more tolerant: Unity's own files are never like this
    try:
        assert read_yaml(text) == (expected if expected is not None else "")
    except UnreadableYaml:
        raise AssertionError(text) from None


def test_objects_are_split_at_their_headers() -> None:
    text = (
        "%YAML 1.1\r\n%TAG !u! tag:unity3d.com,2011:\r\n--- !u!1 &-5\r\nGameObject:\r\n"
        "  m_Name: A\r\n--- !u!4 &9223372036854775807 stripped\r\nTransform:\r\n  x: 1\r\n"
    )
    found = [(d.class_id, d.file_id, d.stripped, d.fields) for d in read_documents(text)]
    assert found == [
        (1, -5, False, {"m_Name": "A"}),
        (4, 9223372036854775807, True, {"x": "1"}),
    ]


def test_text_without_objects_has_none() -> None:
    assert [read_documents(text) for text in ("", "%YAML 1.1\n", "--- !u!x &1\n")] == [[]] * 3
