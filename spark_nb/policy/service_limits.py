"""What each service is given: time, bytes, calls at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ServiceName = Literal["unity", "cv", "asr"]
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """``timeout_seconds`` is for a call with all its attempts, from the moment it has a slot.

    ``request_bytes`` is for all fields together; single fields have limits of their own in the
    domain. ``title`` and ``advice`` are words for errors: who did not answer, what to do. After a
    write whose answer was lost, the file is looked at for ``settle_seconds`` more. While an engine
    says that it is busy, a call and that look may take ``busy_seconds`` in all.
    """

    title: str
    timeout_seconds: float
    request_bytes: int
    advice: str
    calls_at_once: int = 10
    settle_seconds: float = 5.0
    busy_seconds: float = 60.0


SERVICE_LIMITS: dict[ServiceName, ServiceLimits] = {
    "unity": ServiceLimits(
        "Unity server",
        10.0,
        15 * _MIB,  # an asset of 10 MiB is a third longer in JSON
        "See whether Unity compiles or shows a dialog, then call again.",
    ),
    "cv": ServiceLimits("vision service", 30.0, 11 * _MIB, "Try a smaller image or fewer pages."),
    "asr": ServiceLimits("speech service", 60.0, 51 * _MIB, "Try a shorter recording."),
}
