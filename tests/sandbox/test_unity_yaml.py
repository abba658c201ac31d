"""The fast reader gives what PyYAML gives, in every scalar."""

from __future__ import annotations

import pytest
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
        "-",
        "- - a",
        "- - - {x: 1}",
        "- - k: 1",
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


MAP = "m_Tiles:\n" + "".join(
    f"  data:\n    first: {{x: {x}, y: 0}}\n    second:\n      m_Index: {x}\n" for x in range(3)
)
PAIRS = [{"first": {"x": f"{x}", "y": "0"}, "second": {"m_Index": f"{x}"}} for x in range(3)]


@pytest.mark.parametrize("rarity", ["", "m_Text: two\n  lines\n"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_map_of_old_is_a_list_of_pairs(rarity: str, count: int) -> None:
    text = f"A:\n  m_Data: 1\n{rarity}" + MAP.partition("  data:")[0]
    text += "".join(f"  data:{pair}" for pair in MAP.split("  data:")[1 : count + 1])
    assert read_yaml(text)["m_Tiles"] == PAIRS[:count]


def test_a_field_that_is_called_data_stays_one() -> None:
    assert read_yaml("a:\n  data: 1\nb:\n  data:\n    first: 1\n") == {
        "a": {"data": "1"},
        "b": {"data": {"first": "1"}},
    }


def test_nesting_without_end_ends() -> None:
    for text in ("- " * 5000 + "a", "".join(f"{' ' * n}a:\n" for n in range(3000))):
        with pytest.raises(UnreadableYaml):
            read_yaml(text)


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


def test_a_large_object_is_parsed_once_for_all_revisions_of_its_file() -> None:
    body = "Tilemap:\n" + "".join(f"  m_Field{index}: {index}\n" for index in range(9000))
    text = f"--- !u!1839735485 &1\n{body}"
    first, second = (read_documents(text)[0].fields for _ in "ab")
    assert first is second
    changed = read_documents(text.replace("m_Field7: 7\n", "m_Field7: 8\n"))[0].fields
    assert (first["m_Field7"], changed["m_Field7"]) == ("7", "8")
