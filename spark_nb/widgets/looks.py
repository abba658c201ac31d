"""What a user has chosen to see, kept for the widget that is made when its cell runs again."""

from __future__ import annotations

from typing import Any

from spark_nb.widgets.base import SparkWidget


class Looks:
    """The newest ``look`` of each kind of widget."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Any]] = {}

    def keep(self, kind: str, widget: SparkWidget) -> None:
        """Give ``widget`` the look that the last one of its kind had, and follow what it shows."""
        widget.set_trait("look", self._kept.get(kind, {}))
        widget.observe(lambda change: self._kept.update({kind: change.new}), "look")
