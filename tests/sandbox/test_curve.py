"""Curves against their closed forms."""

from __future__ import annotations

import math

import pytest

from spark_nb.sandbox.animation.curve import Curve, Key, read_curve


def hermite(start: Key, end: Key, time: float) -> float:
    """The cubic through two values with two slopes, in the form of its four basis functions."""
    length = end.time - start.time
    t = (time - start.time) / length
    return (
        (2 * t**3 - 3 * t**2 + 1) * start.value
        + (t**3 - 2 * t**2 + t) * length * start.out_slope
        + (-2 * t**3 + 3 * t**2) * end.value
        + (t**3 - t**2) * length * end.in_slope
    )


@pytest.mark.parametrize("slopes", [(0.0, 0.0), (1.0, 1.0), (5.0, -3.0), (-20.0, 0.0)])
def test_between_keys_it_is_the_cubic_of_their_slopes(slopes: tuple[float, float]) -> None:
    start, end = Key(0.5, 2.0, 0.0, slopes[0]), Key(2.0, -1.0, slopes[1], 0.0)
    curve = Curve([start, end])
    for step in range(31):
        time = 0.5 + step / 20
        assert curve.at(time) == pytest.approx(hermite(start, end, time), abs=1e-12)


def test_outside_its_keys_it_stays() -> None:
    curve = Curve([Key(1.0, 3.0, 9.0, 9.0), Key(2.0, 4.0, 9.0, 9.0)])
    assert [curve.at(time) for time in (-5, 1, 2, 5)] == [3, 3, 4, 4]


@pytest.mark.parametrize("slopes", [(math.inf, 0.0), (0.0, math.inf), (-math.inf, math.inf)])
def test_an_infinite_slope_on_either_side_is_a_step(slopes: tuple[float, float]) -> None:
    curve = Curve([Key(0.0, 1.0, 0.0, slopes[0]), Key(1.0, 5.0, slopes[1], 0.0)])
    assert [curve.at(time) for time in (0, 0.5, 0.999999, 1)] == [1, 1, 1, 5]


def test_weights_bend_it_as_a_bezier_does() -> None:
    """Wide weights with level slopes: time and value are both cubics of one parameter."""
    curve = Curve([Key(0, 0, 0, 0, out_weight=0.9), Key(1, 1, 0, 0, in_weight=0.9)])
    for part in (0.1, 0.3, 0.5, 0.8):
        time = 3 * (1 - part) ** 2 * part * 0.9 + 3 * (1 - part) * part**2 * 0.1 + part**3
        value = 3 * (1 - part) * part**2 + part**3
        assert curve.at(time) == pytest.approx(value, abs=1e-9)


def test_a_third_is_no_weight_at_all() -> None:
    plain = Curve([Key(0, 0, 0, 2), Key(3, 1, -1, 0)])
    weighted = Curve([Key(0, 0, 0, 2, out_weight=1 / 3 + 1e-12), Key(3, 1, -1, 0)])
    assert [weighted.at(t / 7) for t in range(21)] == [
        pytest.approx(plain.at(t / 7), abs=1e-9) for t in range(21)
    ]


def test_keys_are_read_as_unity_writes_them() -> None:
    fields = {
        "m_Curve": [
            {"time": "1", "value": "4", "inSlope": "Infinity", "outSlope": "-Infinity"},
            {
                "time": "0",
                "value": "2",
                "inSlope": "0",
                "outSlope": "0",
                "weightedMode": "2",
                "inWeight": "0.9",
                "outWeight": "0.25",
            },
        ]
    }
    curve = read_curve(fields)
    assert curve is not None
    assert (curve.at(0.5), curve.at(1), curve.end) == (2, 4, 1)


@pytest.mark.parametrize("value", ["", "[]", "nan", "{}"])
def test_an_unreadable_value_is_zero(value: str) -> None:
    curve = read_curve({"m_Curve": [{"time": "0", "value": value}]})
    assert curve is not None
    assert curve.at(0) == 0


def test_no_keys_are_no_curve() -> None:
    assert read_curve({"m_Curve": []}) is None
    assert read_curve({"m_Curve": ["?"]}) is None


def test_one_axis_of_vectors_is_read() -> None:
    entry = {"time": "0", "value": {"x": "1", "y": "7"}, "inSlope": {"x": "0", "y": "0"}}
    curve = read_curve({"m_Curve": [entry]}, "y")
    assert curve is not None
    assert curve.at(0) == 7
