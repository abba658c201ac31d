"""Prices of language models, from the list that comes with ``genai-prices``; never the network."""

from __future__ import annotations

import asyncio
from datetime import datetime

from spark_nb.domain.usage import Price, Usage


class GenaiPrices:
    """A ``PriceList``."""

    async def price(self, usage: Usage, at: datetime) -> Price | None:
        return await asyncio.to_thread(_price, usage, at)  # the list takes 0.3 s to load


def _price(usage: Usage, at: datetime) -> Price | None:
    import genai_prices  # noqa: PLC0415 - most sessions never ask for a price

    tokens = genai_prices.Usage(
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_read_tokens=usage.cached_tokens or None,
        cache_write_tokens=usage.cache_write_tokens or None,
    )
    try:
        found = genai_prices.calc_price(
            tokens,
            usage.model,
            provider_id=usage.provider.lower(),
            genai_request_timestamp=at,
        )
    except LookupError:  # an unknown provider or model has no price
        return None
    price_id = f"genai-prices {genai_prices.__version__} {found.provider.id}/{found.model.id}"
    return Price(amount_usd=found.total_price, price_id=price_id)
