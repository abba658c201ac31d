"""Public fakes, one per port. Each passes the same checks as the real adapter.

Besides what comparing runs needs: ``freeze`` and ``assert_frame``.
"""

from __future__ import annotations

from spark_nb.testing.build_jobs import BuildJobs
from spark_nb.testing.clock import FakeClock
from spark_nb.testing.folder_service import FolderService
from spark_nb.testing.freeze import freeze
from spark_nb.testing.golden import FrameMismatch, assert_frame
from spark_nb.testing.memory import MemoryEvents, MemoryOperations, MemoryRows
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
    "MemoryRows",
    "RecordingComm",
    "ServiceServer",
    "SimpleService",
    "assert_frame",
    "freeze",
]
