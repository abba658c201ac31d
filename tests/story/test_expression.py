"""Expressions: what they give, what is refused, what is not known."""

from __future__ import annotations

import pytest

from spark_nb.story.expression import ExpressionError, Value, evaluate, kind_of, names, parse

VALUES: dict[str, Value] = {"trust": 2.0, "told": False, "name": "Odile"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("8 / 4 / 2", 1),
        ("-trust + 1", -1),
        ("- - 2", 2),
        ("1.5 * 2", 3),
        ("trust >= 2 and not told", True),
        ("not told or trust > 9 and told", True),
        ("not trust == 2", False),
        ("(trust == 2) == true", True),
        ("name == 'Odile'", True),
        ("name != ''", True),
        ("told or true", True),
        ("false and 1 / 0 > 1", False),
    ],
)
def test_values(text: str, value: Value) -> None:
    assert evaluate(parse(text), VALUES) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a value is missing before the end"),
        ("1 +", "a value is missing before the end"),
        ("(1 + 2", "a ) is missing"),
        ("1 2", "2 is not expected here"),
        ("1 < 2 < 3", "< is not expected here"),
        ("trust = 2", "= 2 cannot be read"),
        ("name == 'Odile", "'Odile cannot be read"),
        ("and told", "a value is missing before and"),
        ("(" * 60 + "1" + ")" * 60, "it is nested more than 50 deep"),
    ],
)
def test_what_cannot_be_read(text: str, reason: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("trust == name", "== compares a number with a text"),
        ("told > 1", "> wants a number, not a truth"),
        ("trust and told", "and wants a truth, not a number"),
        ("not trust", "not wants a truth, not a number"),
        ("name + 's'", r"+ wants a number, not a text"),
        ("-told", "- wants a number, not a truth"),
    ],
)
def test_what_does_not_go_together(text: str, reason: str) -> None:
    kinds = {"trust": "number", "told": "truth", "name": "text"}
    with pytest.raises(ExpressionError) as caught:
        kind_of(parse(text), kinds)  # type: ignore[arg-type]
    assert str(caught.value) == reason


def test_division_by_zero_is_an_error() -> None:
    with pytest.raises(ExpressionError, match="divides by zero"):
        evaluate(parse("1 / (trust - 2)"), VALUES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("lost", None),
        ("lost + 1", None),
        ("lost and false", False),
        ("lost or true", True),
        ("lost and true", None),
        ("not lost", None),
    ],
)
def test_what_hangs_on_the_unknown_is_unknown(text: str, value: Value | None) -> None:
    assert evaluate(parse(text), {"lost": None}) is value


def test_names_are_those_that_are_read() -> None:
    assert names(parse("a + b > 2 and not c == 'd'")) == {"a", "b", "c"}
