"""What the user is working on, as a tag on calls and usage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from spark_nb.domain.guardrail import Guardrail, refusal

_LIMIT = 100
_NONE: Mapping[str, str] = MappingProxyType({})
_features: ContextVar[Mapping[str, str]] = ContextVar("features by session", default=_NONE)


def current_feature(session_id: str) -> str | None:
    return _features.get().get(session_id)


@contextmanager
def tagged(session_id: str, name: str) -> Iterator[None]:
    """Tag what this task, and tasks begun in it, do with the session. Raises RejectedError.

    Blocks may be nested; the inner name counts.
    """
    try:
        feature = _checked(name)
    except Guardrail as error:
        raise refusal(error, "name", "feature") from None
    token = _features.set({**_features.get(), session_id: feature})
    try:
        yield
    finally:
        _features.reset(token)


def _checked(name: str) -> str:
    feature = name.strip() if isinstance(name, str) else ""
    if not 1 <= len(feature) <= _LIMIT or not feature.isprintable():
        raise Guardrail(
            f"A feature's name is 1 to {_LIMIT} printable characters.",
            limit=_LIMIT,
            actual=len(feature),
            hint='Write, for example, session.feature("double jump").',
        )
    return feature
