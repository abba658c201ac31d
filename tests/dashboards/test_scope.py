"""Ranges and filters as a user writes them, and what is wrong with them in a sentence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from spark_nb import dashboards
from spark_nb.dashboards.scope import scope_of
from spark_nb.errors import RejectedError

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def test_the_default_is_the_last_day():
    scope = scope_of(None, None, {})
    assert scope.until - scope.since == timedelta(days=1)
    assert abs(scope.until - datetime.now(UTC)) < timedelta(minutes=1)


def test_since_may_be_how_long_before_the_end():
    assert scope_of(timedelta(hours=6), NOON, {}).since == NOON - timedelta(hours=6)


def test_times_of_any_zone_are_taken():
    here = timezone(timedelta(hours=2))
    scope = scope_of(datetime(2024, 5, 1, 8, tzinfo=here), NOON, {})
    assert scope.until - scope.since == timedelta(hours=6)


def test_a_filter_that_is_none_is_none():
    scope = scope_of(None, None, {"tool": "asr", "user_id": None})
    assert scope.filters == {"tool": "asr"}
    assert str(scope) == "tool asr"


@pytest.mark.parametrize(
    ("since", "until", "filters", "words"),
    [
        (datetime(2024, 5, 1), NOON, {}, r"since has no time zone \(2024-05-01T00:00:00\)"),
        (None, datetime(2024, 5, 1), {}, "until has no time zone"),
        (NOON, NOON, {}, r"ends before it begins \(2024-05-01T12:00:00\+00:00 to"),
        (timedelta(hours=-1), NOON, {}, "ends before it begins"),
        (
            None,
            None,
            {"sesion_id": "s"},
            "no filter 'sesion_id'. The filters are tool, session_id",
        ),
        (None, None, {"tool": ["asr", "ocr"]}, r"tool is a text \(got list\)"),
    ],
)
def test_what_is_wrong_is_said(since, until, filters, words):
    with pytest.raises(RejectedError, match=words):
        scope_of(since, until, filters)


def test_questions_check_what_they_are_asked():
    with pytest.raises(RejectedError, match="no filter 'sesion'"):
        dashboards.latency_by_tool(sesion="s-one")
    with pytest.raises(
        RejectedError, match=r"Cost is not known by 'colour'\. Ask for it by model"
    ):
        dashboards.cost(by="colour")


@pytest.mark.parametrize(
    ("length", "width"),
    [
        (timedelta(seconds=30), timedelta(seconds=1)),
        (timedelta(minutes=60), timedelta(minutes=1)),
        (timedelta(minutes=61), timedelta(minutes=5)),
        (timedelta(days=1), timedelta(hours=1)),
        (timedelta(days=30), timedelta(hours=12)),
        (timedelta(days=9000), timedelta(days=7)),
    ],
)
def test_points_are_as_wide_as_sixty_of_them_need(length, width):
    assert scope_of(length, NOON, {}).point_width() == width
