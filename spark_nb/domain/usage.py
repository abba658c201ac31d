"""What a language model was asked to do, and what it cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from spark_nb.domain.guardrail import Guardrail

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Tokens = Annotated[int, Field(ge=0, le=10**12, strict=True)]


class Usage(BaseModel):
    """Tokens of one request. ``input_tokens`` includes the cached ones, read and written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    provider: Name = Field(description="As openai, anthropic, google")
    model: Name
    input_tokens: Tokens
    output_tokens: Tokens
    cached_tokens: Tokens = Field(default=0, description="Of the input, read from a cache")
    cache_write_tokens: Tokens = Field(default=0, description="Of the input, put into a cache")
    call_id: UUID | None = Field(default=None, description="The tool call it was for")

    @model_validator(mode="after")
    def _cached_is_input(self) -> Self:
        cached = self.cached_tokens + self.cache_write_tokens
        if cached > self.input_tokens:
            raise Guardrail(
                f"{cached} cached tokens are more than the {self.input_tokens} input tokens.",
                field="cached_tokens",
                limit=self.input_tokens,
                actual=cached,
                hint="input_tokens counts all input, cached or not.",
            )
        return self


class Price(BaseModel):
    """``amount_usd`` in US dollars; ``price_id`` names the list it was read from."""

    model_config = ConfigDict(frozen=True)

    amount_usd: Decimal
    price_id: str


class UsageRecord(BaseModel):
    """A usage that was recorded. ``cost_usd`` is None where no price is known, never 0."""

    model_config = ConfigDict(frozen=True)

    usage_id: UUID
    usage: Usage
    feature: str | None
    cost_usd: Decimal | None
    delayed: tuple[str, ...] = ()

    def __str__(self) -> str:
        tokens = f"{self.usage.input_tokens:,} in, {self.usage.output_tokens:,} out"
        cost = "unpriced" if self.cost_usd is None else f"${self.cost_usd:.6f}"
        return f"{self.usage.provider} {self.usage.model}: {tokens}, {cost}"

    def __repr__(self) -> str:
        return f"<Usage {self}>"
