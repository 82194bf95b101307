"""Questions that a lower app asks and apps above answer: it may not name them itself (decision 0024)."""

from collections.abc import Callable, Iterator
from typing import Any

REGISTRIES: list["Registry"] = []


class Registry:
    """The answers to one question, empty until apps above give theirs in `AppConfig.ready()`."""

    def __init__(self, question: str):
        self.question = question
        self._answers: list[Callable[..., Any]] = []
        REGISTRIES.append(self)

    def register(self, answer: Callable[..., Any]) -> None:
        """Add an answer; registering it twice has no effect."""
        if answer not in self._answers:
            self._answers.append(answer)

    def __iter__(self) -> Iterator[Callable[..., Any]]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def __str__(self) -> str:
        return self.question
