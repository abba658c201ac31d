"""What a user replaces as a whole, by an environment variable, and the parts it is made of."""

from __future__ import annotations

from typing import Literal

Family = Literal["nats", "postgres", "sandbox"]
PartName = Literal["nats", "primary", "standby", "sandbox"]

PARTS: dict[Family, tuple[PartName, ...]] = {
    "nats": ("nats",),
    "postgres": ("primary", "standby"),
    "sandbox": ("sandbox",),
}
