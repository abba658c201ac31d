"""Tokens and cost of language models, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from spark_nb.domain.guardrail import rejection
from spark_nb.domain.ids import uuid7
from spark_nb.domain.rows import Row
from spark_nb.domain.usage import Price, Usage, UsageRecord
from spark_nb.pipeline.call import Caller
from spark_nb.ports import Clock, PriceList, RowSink


async def record_usage(
    rows: RowSink, prices: PriceList, clock: Clock, caller: Caller, fields: Mapping[str, Any]
) -> UsageRecord:
    """Price a usage and write its row. Raises RejectedError."""
    try:
        usage = Usage.model_validate(dict(fields))
    except ValidationError as error:
        raise rejection(error, "record_usage") from None
    now = clock.now()
    price = await prices.price(usage, now)
    record = UsageRecord(
        usage_id=uuid7(now),
        usage=usage,
        feature=caller.feature,
        cost_usd=price.amount_usd if price else None,
    )
    landed = await rows.write({"spark_usage": [_row(record, price, caller, now.isoformat())]})
    return record if landed else record.model_copy(update={"delayed": ("rows",)})


def _row(record: UsageRecord, price: Price | None, caller: Caller, at: str) -> Row:
    usage = record.usage
    return {
        "usage_id": str(record.usage_id),
        "session_id": caller.session_id,
        "user_id": caller.user_id,
        "call_id": str(usage.call_id) if usage.call_id else None,
        "feature": record.feature,
        "provider": usage.provider,
        "model": usage.model,
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "cached_tokens": usage.cached_tokens,
        "cache_write_tokens": usage.cache_write_tokens,
        "cost_usd": str(price.amount_usd) if price else None,
        "price_id": price.price_id if price else None,
        "used_at": at,
    }
