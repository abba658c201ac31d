"""A price list without a list."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from spark_nb.domain.usage import Price, Usage


class FixedPrices:
    """A ``PriceList``: one price for a token of each named model, in US dollars."""

    def __init__(self, **dollars_per_token: str) -> None:
        self._prices = {model: Decimal(price) for model, price in dollars_per_token.items()}

    async def price(self, usage: Usage, at: datetime) -> Price | None:
        price = self._prices.get(usage.model)
        if price is None:
            return None
        tokens = usage.input_tokens + usage.output_tokens
        return Price(amount_usd=price * tokens, price_id=f"fixed {at:%Y-%m-%d}")
