"""Tokens, cost and features of a session, with prices of ours and those of the real list."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from spark_nb.clients.price_list import GenaiPrices
from spark_nb.domain.usage import Usage
from spark_nb.errors import RejectedError
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.feature import current_feature, tagged
from spark_nb.pipeline.record_usage import record_usage
from spark_nb.testing import FakeClock, FixedPrices, MemoryRows

ASKED = {"provider": "openai", "model": "gpt-4o", "input_tokens": 1000, "output_tokens": 500}
CALLER = Caller("s-one", "ann", "double jump")
NOW = datetime(2025, 6, 1, tzinfo=UTC)


async def record(rows, prices=None, **fields):
    prices = prices or FixedPrices(**{"gpt-4o": "0.001"})
    return await record_usage(rows, prices, FakeClock(), CALLER, {**ASKED, **fields})


async def test_a_usage_is_a_row_with_its_price_and_feature():
    rows, call_id = MemoryRows(), uuid4()
    made = await record(rows, cached_tokens=100, cache_write_tokens=50, call_id=call_id)
    (row,) = rows.table("spark_usage")
    assert made.cost_usd == Decimal("1.500")
    assert made.delayed == ()
    assert row | {"usage_id": "", "used_at": "", "price_id": ""} == {
        "usage_id": "",
        "session_id": "s-one",
        "user_id": "ann",
        "call_id": str(call_id),
        "feature": "double jump",
        "provider": "openai",
        "model": "gpt-4o",
        "input_tokens": 1000,
        "output_tokens": 500,
        "cached_tokens": 100,
        "cache_write_tokens": 50,
        "cost_usd": "1.500",
        "price_id": "",
        "used_at": "",
    }


async def test_an_unknown_model_has_no_price_rather_than_none_to_pay():
    rows = MemoryRows()
    made = await record(rows, model="mine")
    assert made.cost_usd is None
    assert rows.table("spark_usage")[0]["cost_usd"] is None
    assert str(made) == "openai mine: 1,000 in, 500 out, unpriced"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"input_tokens": -1}, "input_tokens must be at least 0 (got -1)"),
        ({"output_tokens": 1.5}, "output_tokens must be a whole number (got 1.5)"),
        ({"cached_tokens": 900, "cache_write_tokens": 101}, "1001 cached tokens are more than"),
        ({"model": "  "}, "model:"),
        ({"provider": "p" * 201}, "provider:"),
        ({"call_id": "no"}, "call_id must be a UUID"),
    ],
)
async def test_what_cannot_be_is_refused_and_leaves_no_row(fields, words):
    rows = MemoryRows()
    with pytest.raises(RejectedError, match=r"record_usage") as caught:
        await record(rows, **fields)
    assert words in str(caught.value)
    assert rows.table("spark_usage") == []


@pytest.mark.parametrize("prices", [GenaiPrices(), FixedPrices(**{"gpt-4o": "0.00001"})])
async def test_a_price_list_knows_some_and_says_none_for_others(prices):
    known = await prices.price(Usage(**ASKED), NOW)
    assert known.amount_usd > 0
    assert known.price_id
    unknown = Usage(**{**ASKED, "model": "nobody-made-this"})
    assert await prices.price(unknown, NOW) is None


async def test_the_real_list_charges_less_for_cached_input_and_knows_no_stranger():
    prices = GenaiPrices()
    full = await prices.price(Usage(**ASKED), NOW)
    cached = await prices.price(Usage(**ASKED, cached_tokens=1000), NOW)
    assert cached.amount_usd < full.amount_usd
    assert await prices.price(Usage(**{**ASKED, "provider": "my-own-gpu"}), NOW) is None


def test_a_feature_holds_within_its_block_and_its_session():
    assert current_feature("s-one") is None
    with tagged("s-one", " jump "), tagged("s-two", "ink"):
        assert current_feature("s-one") == "jump"
        with tagged("s-one", "double jump"):
            assert current_feature("s-one") == "double jump"
        assert (current_feature("s-one"), current_feature("s-two")) == ("jump", "ink")
    assert current_feature("s-one") is None


async def test_tasks_begun_in_a_feature_keep_it_and_others_do_not_get_it():
    inside = asyncio.Event()

    async def look():
        await inside.wait()
        return current_feature("s-one")

    before = asyncio.create_task(look())
    with tagged("s-one", "jump"):
        during = asyncio.create_task(look())
        inside.set()
        assert await asyncio.gather(before, during) == [None, "jump"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\nb"])
def test_a_name_that_no_table_could_show_is_refused(name):
    with pytest.raises(RejectedError, match="1 to 100 printable characters"), tagged("s", name):
        pytest.fail("the block must not be entered")
