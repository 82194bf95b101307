"""Models made quickly of what the database gives: a page has hundreds of rows. And what came with them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Self

from django.db import models

from web.asking._django import ModelState


class NotAskedFor(Exception):
    """A row has not got what a method needs. No AttributeError, because templates take that for an empty value."""


def asked_for(row: models.Model, name: str, method: str) -> Any:
    """What the query brought with a row as `name`; raises NotAskedFor, naming the `method` that would have."""
    try:
        return row.__dict__[name]
    except KeyError:
        kind = type(row).__name__
        raise NotAskedFor(f"This {kind} came without “{name}”: get it with {method}.") from None


class Loaded(models.Model):
    """Takes a row's values as they are. Django sets each through the descriptor of its field and sends two signals.

    So a model with an `__init__` of its own, or whose initialization someone listens to, cannot be one. Django's
    documentation on customizing model loading says what `from_db()` has to do; columns that were deferred stay out.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str, field_names: Iterable[str], values: Sequence[Any]) -> Self:
        row = cls.__new__(cls)
        state = ModelState()
        state.adding, state.db = False, db
        row.__dict__.update(zip(field_names, values, strict=True), _state=state)
        return row

    def choice_label(self, name: str) -> str:
        """The words for the choice in the field `name`. Django's own way makes those of all choices each time."""
        value = getattr(self, name)
        return _labels(type(self), name).get(value, value)


@lru_cache(maxsize=256)
def _labels(model: type[models.Model], name: str) -> dict[Any, str]:
    return {value: str(words) for value, words in model._meta.get_field(name).flatchoices}
