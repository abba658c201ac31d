"""What the user is working on, as a tag on calls and usage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from spark_nb.domain.guardrail import Guardrail, refusal
from spark_nb.domain.label import check_label

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
        feature = check_label(name, "A feature's name", 'session.feature("double jump")')
    except Guardrail as error:
        raise refusal(error, "name", "feature") from None
    token = _features.set({**_features.get(), session_id: feature})
    try:
        yield
    finally:
        _features.reset(token)
