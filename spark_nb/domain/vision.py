"""Requests and results of the vision service: text in pictures, and what they show."""

from __future__ import annotations

from collections import Counter
from textwrap import shorten
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.language import Languages
from spark_nb.domain.media import ImageType, PageType
from spark_nb.domain.page_count import page_count
from spark_nb.domain.request import FileRequest
from spark_nb.domain.result import Result
from spark_nb.domain.text import LimitedText

PAGES_MAX = 10


def _check_pages(pages: tuple[int, ...]) -> tuple[int, ...]:
    if not 1 <= len(pages) <= PAGES_MAX:
        raise Guardrail(
            f"pages must name 1 to {PAGES_MAX} pages (got {len(pages)}).",
            limit=PAGES_MAX,
            actual=len(pages),
            hint="Read the others with another call." if pages else "Leave it out to read all.",
        )
    if min(pages) < 1:
        raise Guardrail(
            f"pages count from 1 (got {min(pages)}).",
            limit=1,
            actual=min(pages),
            hint="The first page is 1.",
        )
    page, times = Counter(pages).most_common(1)[0]
    if times > 1:
        raise Guardrail(
            f"pages names page {page} {times} times.",
            limit=1,
            actual=times,
            hint="Name each page once.",
        )
    return pages


def _check_expected(text: str) -> str:
    if not text.strip():
        raise Guardrail(
            "expected is empty.",
            limit=1,
            actual=0,
            hint="Pass the text that the picture should say.",
        )
    return text


Pages = Annotated[
    tuple[int, ...],
    AfterValidator(_check_pages),
    Field(json_schema_extra={"minItems": 1, "maxItems": PAGES_MAX, "uniqueItems": True}),
]


class PagesRequest(FileRequest):
    """Base of requests that read pages; a picture is one page."""

    media_type: PageType

    def _count_pages(self, content: bytes) -> int:
        return page_count(content) if self.media_type == "application/pdf" else 1


class Ocr(PagesRequest):
    """Read the text of a picture or a PDF."""

    pages: Pages | None = Field(
        default=None, description="Page numbers, counted from 1; default: all"
    )
    languages: Languages = ("en",)

    def _check_content(self, content: bytes) -> None:
        count = self._count_pages(content)
        if self.pages is None:
            _check_page_count(self.path, count, hint="Pass the pages to read as pages=.")
        elif max(self.pages) > count:
            raise Guardrail(
                f"{self.path} has no page {max(self.pages)}; it ends at page {count}.",
                field="pages",
                limit=count,
                actual=max(self.pages),
                hint="Name pages that are there.",
            )


class Ocv(PagesRequest):
    """Verify characters: say whether the picture has the expected text, and where not."""

    expected: Annotated[LimitedText, AfterValidator(_check_expected)]

    def _check_content(self, content: bytes) -> None:
        _check_page_count(self.path, self._count_pages(content), hint="Split the file.")


class Classify(FileRequest):
    """Say what a picture shows."""

    media_type: ImageType
    mode: Literal["fast", "accurate"] = "fast"


def _check_page_count(path: str, count: int, hint: str) -> None:
    if count > PAGES_MAX:
        raise Guardrail(
            f"{path} has {count} pages; the limit is {PAGES_MAX}.",
            field="path",
            limit=PAGES_MAX,
            actual=count,
            hint=hint,
        )


class _Part(BaseModel):
    """Base of what results are made of."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Box(_Part):
    """A rectangle in the units of its page, pixels for a picture, from the top left corner."""

    x: float
    y: float
    width: float = Field(ge=0)
    height: float = Field(ge=0)


class TextBlock(_Part):
    """A piece of text. ``confidence`` is 0 to 1, None when the service does not say."""

    text: str
    box: Box
    confidence: float | None = Field(default=None, ge=0, le=1)


class OcrPage(_Part):
    """One page, counted from 1, with its blocks in reading order."""

    page: int = Field(ge=1)
    width: float
    height: float
    blocks: tuple[TextBlock, ...]


class OcrResult(Result):
    """The pages that were read."""

    pages: tuple[OcrPage, ...]

    def facts(self) -> dict[str, Any]:
        return {"pages": len(self.pages), "blocks": sum(len(page.blocks) for page in self.pages)}

    def __str__(self) -> str:
        blocks = sum(len(page.blocks) for page in self.pages)
        text = shorten(self.text, 80, placeholder=" …")
        return f"{len(self.pages)} pages, {blocks} blocks: {text!r}"

    __repr__ = __str__

    @property
    def text(self) -> str:
        """All blocks, one a line."""
        return "\n".join(block.text for page in self.pages for block in page.blocks)


class OcvMatch(_Part):
    """A piece of the expected text that is there."""

    text: str
    page: int = Field(default=1, ge=1)
    box: Box


class OcvDifference(_Part):
    """Where picture and expectation part. ``box`` is None where nothing was found to point at."""

    expected: str
    found: str
    page: int = Field(default=1, ge=1)
    box: Box | None = None


class OcvResult(Result):
    """What was found as expected, and what was not."""

    matches: tuple[OcvMatch, ...]
    differences: tuple[OcvDifference, ...]

    def facts(self) -> dict[str, Any]:
        return {
            "verified": self.verified,
            "matches": len(self.matches),
            "differences": len(self.differences),
        }

    @property
    def verified(self) -> bool:
        return not self.differences


class Label(_Part):
    """``score`` is 0 to 1."""

    name: str
    score: float = Field(ge=0, le=1)


class ClassifyResult(Result):
    """Labels, the likeliest first."""

    labels: tuple[Label, ...]

    def facts(self) -> dict[str, Any]:
        return {"labels": [label.model_dump(mode="json") for label in self.labels[:5]]}
