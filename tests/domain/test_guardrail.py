from __future__ import annotations

import pytest
from pydantic import ValidationError

from spark_nb.domain.byte_size import over_limit
from spark_nb.domain.guardrail import rejection
from spark_nb.domain.tools import TOOLS


def words(**fields: object) -> str:
    with pytest.raises(ValidationError) as caught:
        TOOLS["render_preview"].request(**fields)
    return str(rejection(caught.value, "render_preview")).removeprefix("render_preview: ")


def test_an_error_never_repeats_a_wall_of_text() -> None:
    assert len(words(width="x" * 5000)) < 200
    assert len(words(scene="x" * 5000)) < 200


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"width": None}, "width must be a whole number (got None)"),
        ({"width": []}, "width must be a whole number (got [])"),
        ({"time_s": "soon"}, "time_s must be a number (got 'soon')"),
        ({"scene": b"\xff"}, "scene must be text (got b'\\xff')"),
        ({"inputs": 3}, "inputs must be a list (got 3)"),
        ({"inputs": [3]}, "inputs.0 must be a mapping of names to values (got 3)"),
        ({"inputs": [{"k": []}]}, "inputs.0.k must be text, a boolean or a number (got [])"),
        ({"inputs": [{"k": float("inf")}]}, "inputs.0.k must be text, a boolean or"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_the_right_one(
    value: dict[str, object], kind: str
) -> None:
    assert words(**value).startswith(kind)
    assert words(**value).endswith("Correct the value.")


@pytest.mark.parametrize(
    ("byte_length", "limit", "text"),
    [
        (204_801, 204_800, "It is 1 byte over the limit of 200 KiB"),
        (204_851, 204_800, "It is 51 bytes over the limit of 200 KiB"),
        (204_852, 204_800, "It is 200.1 KiB; the limit is 200 KiB"),
        (10_485_761, 10_485_760, "It is 1 byte over the limit of 10 MiB"),
        (52_428_800, 10_485_760, "It is 50.0 MiB; the limit is 10 MiB"),
    ],
)
def test_a_size_is_said_so_that_it_differs_from_the_limit(
    byte_length: int, limit: int, text: str
) -> None:
    assert over_limit("It", byte_length, limit) == text
