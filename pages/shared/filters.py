"""Filters that several lists share: by film, by case, by person, and by what an article is linked to."""

from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Trim

from coverage.models import Film
from dates.clocks import gate_now
from legal.models import Proceeding
from people.models import Person, PersonMerge
from web.filtering import ByAddress, Filters

CAME_OUT = "came_out"  # the annotation with the link's date


class ByFilm(ByAddress):
    def __init__(self, field_name=None, **kwargs):
        super().__init__(field_name, among=Film.objects.published, label="Film", **kwargs)


TITLE = Trim(Concat("caption", Value(" "), "short_title"))


class ByCase(ByAddress):
    def __init__(self, field_name=None, **kwargs):
        super().__init__(
            field_name, among=Proceeding.objects.published, title="caption", shown=TITLE, label="Case", **kwargs
        )


class PersonByAddress(ByAddress):
    """A person by slug or any of their names, or by the slug of a record that was merged into theirs."""

    def __init__(self, field_name=None, *, among=Person.objects.published, **kwargs):
        super().__init__(field_name, among=among, title="name", order="sort_name", **kwargs)

    def find(self, text: str) -> list[Person]:
        merged = PersonMerge.objects.published().filter(slug=text).values("into")
        known_as = Q(pk__in=merged) | Q(other_names__name__iexact=text)
        return super().find(text) or list(self.among().filter(known_as).distinct()[:2])


class Linked:
    """A mixin that filters by a link with its article's date, and sorts by that date (decision 0023)."""

    def filter(self, rows, value):
        if not value:
            return rows
        dated = f"{self.field_name.rpartition('__')[0]}__published_at"
        linked = rows.filter(**{self.field_name: value, f"{dated}__lte": gate_now()})
        return linked if CAME_OUT in rows.query.annotations else linked.annotate(**{CAME_OUT: F(dated)})


class LinkedFilm(Linked, ByFilm):
    pass


class LinkedCase(Linked, ByCase):
    pass


class LinkedPerson(Linked, PersonByAddress):
    pass


class ByDate(Filters):
    """For lists ordered by `-published_at`: if a link filters them, one index has both the link and the order."""

    def order(self, key):
        return (f"-{CAME_OUT}", *key[1:]) if CAME_OUT in self.qs.query.annotations else key
