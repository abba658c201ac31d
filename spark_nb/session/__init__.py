"""The composition root: the only place that builds clients."""

from spark_nb.session.core import SessionCore

__all__ = ["SessionCore"]
