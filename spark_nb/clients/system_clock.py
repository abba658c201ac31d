"""The machine's clock."""

from __future__ import annotations

import time
from datetime import datetime

from spark_nb import time_and_chance


class SystemClock:
    def now(self) -> datetime:
        return time_and_chance.now()

    def monotonic(self) -> float:
        return time.monotonic()
