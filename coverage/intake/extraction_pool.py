"""Look for findings in many texts at once, in separate processes, because the search is half the work of an import.

The engine is pure (no Django, no database), so a process needs only the known names.
"""

import multiprocessing
import os
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import wait
from threading import Thread

from coverage.extraction.findings import Findings, find
from people.names import Gazetteer

WORTH_A_PROCESS = 16  # texts; starting a process takes about as long as reading this many


@dataclass(frozen=True)
class Names:
    """Everything known by name: people, charged offenses and film titles."""

    people: Gazetteer
    offenses: list[str]
    titles: list[str]


def spare_processors() -> int:
    """Return the number of processors besides the one that does the writing."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(usable - 1, 0)


class ExtractionPool:
    """Looks for findings before they are needed: in the first few texts here, in the rest in `jobs` processes."""

    def __init__(self, names: Names, jobs: int):
        self.names, self.jobs = names, jobs
        self.asked = 0
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "ExtractionPool":
        return self

    def __exit__(self, *reason) -> None:
        if self.pool:
            self.pool.shutdown(cancel_futures=True)

    def ask(self, text: str, published: date | None, *, ahead: bool) -> "Lazy":
        """Return the findings for a text. `ahead` starts the search right away because they will be needed."""
        self.asked += ahead
        if ahead and self.jobs and self.asked > WORTH_A_PROCESS:
            try:
                self.pool = self.pool or self._start()
                return Lazy(self.names, text, published, self.pool.submit(_find, text, published))
            except BrokenProcessPool:
                self.jobs = 0
        return Lazy(self.names, text, published, is_needed=ahead)

    def _start(self) -> ProcessPoolExecutor:
        # Spawn, do not fork: A forked process would share the database connection.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_know, initargs=(self.names,))


@dataclass
class Lazy:
    """Findings that another process is looking for, or that this one looks for when they are needed."""

    names: Names
    text: str
    published: date | None
    elsewhere: "Future[Findings] | None" = None
    is_needed: bool = True  # the best guess: the article has not arrived in this exact form before
    found: Findings | None = None

    def result(self) -> Findings:
        self.found = self.found or self._look()
        return self.found

    def _look(self) -> Findings:
        if self.elsewhere:
            try:
                return self.elsewhere.result()
            except BrokenProcessPool:  # someone killed the process, but the text is still here
                pass
        return _look(self.names, self.text, self.published)


_known: list[Names] = []  # in a worker process


def _know(names: Names) -> None:
    _known[:] = [names]
    Thread(target=_go_with_the_import, daemon=True).start()


def _go_with_the_import() -> None:
    """Watch for the end of the import and exit with it, because a killed import cannot stop its processes."""
    wait([multiprocessing.parent_process().sentinel])
    os._exit(1)


def _find(text: str, published: date | None) -> Findings:
    return _look(_known[0], text, published)


def _look(names: Names, text: str, published: date | None) -> Findings:
    return find(text, published=published, known=names.people, offenses=names.offenses, titles=names.titles)
