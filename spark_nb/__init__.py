"""SPARK: presets, previews, undo and metrics for Unity projects, in a notebook.

Names are imported on first use, so that ``import spark_nb`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spark_nb import dashboards, metrics, presets, story
    from spark_nb.domain.frame import Frame
    from spark_nb.errors import (
        AuthError,
        BreakerOpen,
        ConflictError,
        EngineAway,
        RateLimitedError,
        RejectedError,
        ServiceError,
        ServiceTimeout,
        ServiceUnavailable,
        SetupError,
        SparkError,
        ToolError,
    )
    from spark_nb.notebook import Session, connect
    from spark_nb.widgets.preview import Preview

__all__ = [
    "AuthError",
    "BreakerOpen",
    "ConflictError",
    "EngineAway",
    "Frame",
    "Preview",
    "RateLimitedError",
    "RejectedError",
    "ServiceError",
    "ServiceTimeout",
    "ServiceUnavailable",
    "Session",
    "SetupError",
    "SparkError",
    "ToolError",
    "connect",
    "dashboards",
    "metrics",
    "presets",
    "story",
]

_HOMES = {
    "Frame": "spark_nb.domain.frame",
    "Preview": "spark_nb.widgets.preview",
    "Session": "spark_nb.notebook",
    "connect": "spark_nb.notebook",
}
_MODULES = ("dashboards", "metrics", "presets", "story")


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"spark_nb.{name}")
    if name in __all__:
        return getattr(import_module(_HOMES.get(name, "spark_nb.errors")), name)
    raise AttributeError(f"module 'spark_nb' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
