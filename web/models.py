"""A fast base class for models, because a page has hundreds of rows, and checks for what a query loaded."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models

from web.asking._django import ModelState


class NotAskedFor(Exception):
    """A row lacks what a method needs. Not an AttributeError, because templates treat that as an empty value."""


def asked_for(row: models.Model, name: str, method: str) -> Any:
    """The value that the query loaded with a row as `name`. Raises NotAskedFor, naming the `method` that loads it."""
    try:
        return row.__dict__[name]
    except KeyError:
        kind = type(row).__name__
        raise NotAskedFor(f"This {kind} came without “{name}”: get it with {method}.") from None


class Loaded(models.Model):
    """Takes a row's values as they are. Django would set each through its field's descriptor and send two signals.

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
        """The label of the choice in the field `name`. Django's own method builds all labels each time."""
        value = getattr(self, name)
        return _labels(type(self), name).get(value, value)


@lru_cache(maxsize=256)
def _labels(model: type[models.Model], name: str) -> dict[Any, str]:
    return {value: str(words) for value, words in model._meta.get_field(name).flatchoices}


class FormerAddress(models.Model):
    """A path under which a row was public. Whether it leads anywhere is asked when somebody comes."""

    path = models.CharField(max_length=300, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.path

    def leads_to(self) -> str:
        """The path of the row today if readers may see it; empty if it is gone."""
        model = self.content_type.model_class()
        row = model.objects.published().filter(pk=self.object_id).first() if model else None
        return row.get_absolute_url() if row else ""
