"""Public fakes, one per port. Each passes the same checks as the real adapter.

Besides what comparing runs needs: ``freeze`` and ``assert_frame``. Names are imported on first
use, so that a test pays for what it asks for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spark_nb.testing.build_jobs import BuildJobs
    from spark_nb.testing.clock import FakeClock
    from spark_nb.testing.folder_service import FolderService
    from spark_nb.testing.freezing import freeze
    from spark_nb.testing.golden import FrameMismatch, assert_frame
    from spark_nb.testing.memory import MemoryEvents, MemoryOperations, MemoryRows
    from spark_nb.testing.memory_outlet import MemoryOutlet
    from spark_nb.testing.prices import FixedPrices
    from spark_nb.testing.recording_comm import RecordingComm
    from spark_nb.testing.service_server import ServiceServer
    from spark_nb.testing.simple_service import SimpleService

__all__ = [
    "BuildJobs",
    "FakeClock",
    "FixedPrices",
    "FolderService",
    "FrameMismatch",
    "MemoryEvents",
    "MemoryOperations",
    "MemoryOutlet",
    "MemoryRows",
    "RecordingComm",
    "ServiceServer",
    "SimpleService",
    "assert_frame",
    "freeze",
]

_HOMES = {
    "BuildJobs": "build_jobs",
    "FakeClock": "clock",
    "FixedPrices": "prices",
    "FolderService": "folder_service",
    "FrameMismatch": "golden",
    "MemoryEvents": "memory",
    "MemoryOperations": "memory",
    "MemoryOutlet": "memory_outlet",
    "MemoryRows": "memory",
    "RecordingComm": "recording_comm",
    "ServiceServer": "service_server",
    "SimpleService": "simple_service",
    "assert_frame": "golden",
    "freeze": "freezing",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
