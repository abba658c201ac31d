"""Which builds were asked for here, and when: statuses do not repeat it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from spark_nb.domain.build import GetBuildStatus, RunBuild
from spark_nb.domain.request import Request

_JOBS = 1000


@dataclass(frozen=True, slots=True)
class StartedBuild:
    """A build as it was asked for, the first time where it was asked for again."""

    request: RunBuild
    queued_at: datetime


class BuildLog:
    """Remembers the newest thousand builds of this session."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[UUID, StartedBuild] = OrderedDict()

    def job_of(self, request: Request, at: datetime) -> StartedBuild | None:
        """Return the build that ``request`` is about, None when it is not one of ours."""
        match request:
            case RunBuild():
                job = self._jobs.setdefault(request.job_id, StartedBuild(request, at))
                if len(self._jobs) > _JOBS:
                    self._jobs.popitem(last=False)
                return job
            case GetBuildStatus():
                return self._jobs.get(request.job_id)
        return None
