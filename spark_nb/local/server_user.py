"""Who the database runs as: PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from typing import TypedDict

from spark_nb.errors import SetupError


class RunAs(TypedDict, total=False):
    """What subprocess takes to run a program as somebody else."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class ServerUser:
    uid: int
    gid: int

    @property
    def run_as(self) -> RunAs:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_user() -> ServerUser | None:
    """Return ``nobody`` for root, and None for a plain user, who runs everything.

    Raises SetupError when this machine has no such account.
    """
    if os.geteuid() != 0:
        return None
    try:
        account = pwd.getpwnam("nobody")
    except KeyError:
        raise SetupError(
            "PostgreSQL does not run as root, and this machine has no user named nobody.",
            hint="Run as a plain user, or set DATABASE_URL.",
        ) from None
    return ServerUser(account.pw_uid, account.pw_gid)
