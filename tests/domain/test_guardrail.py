from __future__ import annotations

from uuid import uuid4

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


def test_a_number_too_long_to_be_written_out_is_told_by_its_length() -> None:
    assert words(width=10**5000) == (
        "width must be at most 4096 (got a whole number of 16610 bits). Use 4096 or less."
    )


def nested(depth: int) -> dict[str, object]:
    value: dict[str, object] = {}
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    ("config", "text"),
    [
        ({"a": float("nan")}, "config has a number that JSON cannot hold. Use a finite one."),
        ({"a": 10**5000}, "config has a number that JSON cannot hold. Use a finite one."),
        ({"a": "\ud800"}, "config has a lone surrogate, which UTF-8 cannot hold. Remove it."),
        ({"\ud800": 1}, "config has a lone surrogate, which UTF-8 cannot hold. Remove it."),
    ],
)
def test_a_config_is_json_or_refused(config: dict[str, object], text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TOOLS["run_build"].request(job_id=uuid4(), target="WebGL", config=config)
    assert str(rejection(caught.value, "run_build")) == f"run_build: {text}"


def test_a_config_without_end_is_refused_briefly() -> None:
    with pytest.raises(ValidationError) as caught:
        TOOLS["run_build"].request(job_id=uuid4(), target="WebGL", config=nested(3000))
    assert len(str(rejection(caught.value, "run_build"))) < 300


def test_inputs_that_utf8_cannot_hold_are_refused() -> None:
    assert words(inputs=[{"key": "\ud800"}]).startswith("inputs has a lone surrogate")


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
