"""Scripts as the compiler sees them: conditions decided, lines and columns where they were."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spark_nb.sandbox.csharp.condition import NotACondition, is_true
from spark_nb.sandbox.csharp.directives import active_code
from spark_nb.sandbox.csharp.symbols import Symbols, editor_symbols, player_symbols
from spark_nb.sandbox.csharp.syntax import diagnose

EDITOR = editor_symbols("2022.3.21f1")
WEB = player_symbols("2022.3.21f1", "WebGL", ["HAS_DOTWEEN"])


def seen(source: str, symbols: Symbols = EDITOR) -> list[str]:
    code, problems = active_code(source.encode(), symbols)
    assert (problems, len(code)) == ([], len(source.encode()))
    return [line.strip() for line in code.decode().split("\n")]


def found(source: str, *symbols: Symbols, name: str = "A") -> list[tuple[int, int, str]]:
    said = diagnose(source.encode(), name, *(symbols or (EDITOR,)))
    return [(one.line, one.column, one.message) for one in said]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("A", True),
        ("B", False),
        ("!B && A", True),
        ("!(A && !B)", False),
        ("B || A && B", False),
        ("(B || A) && A", True),
        ("A == true", True),
        ("A != B == true", True),
        ("!!A", True),
        (" (((A))) ", True),
    ],
)
def test_conditions_bind_as_in_csharp(expression: str, value: bool) -> None:
    assert is_true(expression, {"A"}.__contains__) is value


@pytest.mark.parametrize(
    "expression", ["", "&&", "A &&", "(A", "A)", "A B", "!", "A & B", "1", "()", "A ; B", "A!"]
)
def test_what_is_no_condition_is_refused(expression: str) -> None:
    with pytest.raises(NotACondition):
        is_true(expression, {"A"}.__contains__)


def test_a_deep_condition_needs_no_deep_stack() -> None:
    assert is_true("(" * 100_000 + "!" * 100_000 + "A" + ")" * 100_000, {"A"}.__contains__)


NAMES = [
    (EDITOR, "UNITY_EDITOR", True),
    (WEB, "UNITY_EDITOR", False),
    (WEB, "UNITY_WEBGL", True),
    (WEB, "HAS_DOTWEEN", True),
    (EDITOR, "HAS_DOTWEEN", False),
    (EDITOR, "UNITY_2022_3_OR_NEWER", True),
    (EDITOR, "UNITY_5_3_OR_NEWER", True),
    (EDITOR, "UNITY_2022_3_22_OR_NEWER", False),
    (EDITOR, "UNITY_6000_0_OR_NEWER", False),
    (EDITOR, "UNITY_2022", True),
    (EDITOR, "UNITY_2022_3", True),
    (EDITOR, "UNITY_2021", False),
    (editor_symbols("6000.3.3f1"), "UNITY_6000_0_OR_NEWER", True),
    (editor_symbols(None), "UNITY_6000_0_OR_NEWER", True),
]


@pytest.mark.parametrize(("symbols", "name", "defined"), NAMES)
def test_unity_defines_names_for_version_and_platform(
    symbols: Symbols, name: str, defined: bool
) -> None:
    assert symbols.has(name) is defined


def test_halves_of_a_statement_are_chosen_by_version() -> None:
    source = "void F()\n#if UNITY_5\n(int a)\n  #elif UNITY_EDITOR // now\n{ }\n#else\n;\n#endif\n"
    assert seen(source) == ["void F()", "", "", "", "{ }", "", "", "", ""]
    assert seen(source, WEB) == ["void F()", "", "", "", "", "", ";", "", ""]


def test_conditions_nest_and_an_inner_one_is_off_with_the_outer() -> None:
    source = "#if NO\n#if UNITY_EDITOR\na\n#else\nb\n#endif\n#else\nc\n#endif\nd"
    assert seen(source) == ["", "", "", "", "", "", "", "c", "", "d"]


def test_a_script_defines_its_own_names() -> None:
    assert seen("#define X\n#if X\na\n#endif\n#undef X\n#if X\nb\n#endif") == [
        *("", "", "a", "", "", "", "", "")
    ]


@pytest.mark.parametrize(
    "text",
    ["/*\n#if NO\n*/", '@"\n#if NO\n""x"', '$@"\n#if NO\n"', '"""\n#if NO\n"""', "// '\n'\\''"],
)
def test_comments_and_strings_hold_no_directives(text: str) -> None:
    assert active_code(text.encode(), EDITOR) == (text.encode(), [])


def test_text_that_is_off_holds_no_strings_or_comments() -> None:
    assert seen("#if NO\nit's /* \"\n#endif\na") == ["", "", "", "a"]


def test_a_byte_order_mark_may_stand_before_a_directive() -> None:
    assert seen("\ufeff#if NO\na\n#endif\nb")[-1] == "b"


@pytest.mark.parametrize(
    ("source", "line", "column", "message"),
    [
        ("class A { }\n  #endif\n", 2, 3, "This #endif belongs to no #if."),
        ("class A { }\n#if A\n", 2, 1, "This #if has no #endif."),
        ("#if A\n#else\n#elif B\n#endif\nclass A {}", 3, 1, "This #elif belongs to no #if."),
        ("#if A &&\n#endif\nclass A {}", 1, 1, "Not a condition: 'A &&'."),
        ("#error stop here\nclass A {}", 1, 1, "#error stop here"),
        ("#if UNITY_EDITOR\nclass A { void }\n#endif\n", 2, 11, "Syntax error at 'void'."),
    ],
)
def test_what_the_compiler_would_refuse_is_named_where_it_is(
    source: str, line: int, column: int, message: str
) -> None:
    assert found(source)[0] == (line, column, message)


def test_editor_and_player_are_both_looked_at_and_said_once() -> None:
    source = "class A {\n#if UNITY_EDITOR\nint x\n#else\nint y\n#endif\n}\nclass { }\n"
    lines = [line for line, _, _ in found(source, EDITOR, WEB)]
    assert (3 in lines, 5 in lines, lines.count(8)) == (True, True, 1)
    assert 5 not in [line for line, _, _ in found(source, EDITOR)]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("public partial class @Controls { }", "Controls"),
        ("public delegate void Done<T>(T value);", "Done"),
        ("class Hero { }", "Hero.Moves"),
        ("#if NEVER\nclass Extra { }\n#endif\n", "Extra"),
    ],
)
def test_a_type_is_found_under_the_name_of_its_file(source: str, name: str) -> None:
    assert found(source, name=name) == []


PIECES = st.sampled_from(
    ["#if A\n", "#else\n", "#elif B\n", "#endif\n", "#define A\n", "/*", "*/", '"', '@"', "'"]
    + ['"""', "\n", "a", "//", "\\", "#", "#if (\n", "\ufeff", "ü"]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_every_byte_stays_where_it_was(source: str) -> None:
    code, problems = active_code(source.encode(), EDITOR)
    assert len(code) == len(source.encode())
    assert [at for at, byte in enumerate(code) if byte == 10] == [
        at for at, byte in enumerate(source.encode()) if byte == 10
    ]
    assert all(0 <= one.offset < len(code) for one in problems)
