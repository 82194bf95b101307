"""How much processor time servers have taken: what stays comparable on a machine that others use as well."""

import os
from pathlib import Path

from django.db import connection

TICK = os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    return [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and _parent(int(p.name)) == pid]


def backends() -> list[int]:
    """The database's own processes for us, where there are any and they are on this machine."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [row[0] for row in cursor.fetchall()]


def seconds(pids: list[int]) -> float:
    """The processor time those have taken so far, in user and system mode."""
    return sum(sum(map(int, _stat(pid)[11:13])) for pid in pids) / TICK


def _parent(pid: int) -> int:
    return int(_stat(pid)[1])


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["0"] * 20
