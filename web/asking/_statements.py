"""Statements that PostgreSQL plans once a connection.

Its planner takes several times longer over a page's question than the server over the answer. `PREPARE` keeps the
statement, and with `plan_cache_mode = force_generic_plan` its plan, for as long as the connection is open. Behind a
pooler that gives every transaction another connection this cannot be: PREPARED_STATEMENTS=0 turns it off.
"""

import re
from collections import OrderedDict
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

NAMED = re.compile(r"(?<!%)%\((\w+)\)s")
MOST = 64  # that one connection keeps; the least used go first
_numbers = count(1)
_kept: WeakKeyDictionary[Any, OrderedDict[str, None]] = WeakKeyDictionary()


class Statement:
    """SQL with named places, as PostgreSQL prepares it."""

    def __init__(self, sql: str):
        self.name = f"question_{next(_numbers)}"
        self.places = NAMED.findall(sql)
        number = count(1)
        self.sql = NAMED.sub(lambda _: f"${next(number)}", sql).replace("%%", "%")
        marks = ", ".join(["%s"] * len(self.places))
        self.call = f"EXECUTE {self.name} ({marks})" if marks else f"EXECUTE {self.name}"

    def execute(self, cursor: Any, params: dict[str, Any]) -> None:
        """Run it with `params`, prepared first where this connection does not know it."""
        self._prepare()
        cursor.execute(self.call, [params[place] for place in self.places])

    def _prepare(self) -> None:
        connection.ensure_connection()
        server = connection.connection
        if server not in _kept:
            _send(server, "SET plan_cache_mode = force_generic_plan")
            _kept[server] = OrderedDict()
        known = _kept[server]
        if self.name in known:
            known.move_to_end(self.name)
            return
        while len(known) >= MOST:
            oldest = next(iter(known))
            _send(server, f"DEALLOCATE {oldest}")
            del known[oldest]
        _send(server, f"PREPARE {self.name} AS {self.sql}")
        known[self.name] = None


def _send(server: Any, sql: str) -> None:
    """Past Django's cursors: it is no question of the page's."""
    with connection.wrap_database_errors:
        server.execute(sql)
