"""The sections of a record file, built from the models: each model field is a file field with the same name."""

from dataclasses import dataclass
from functools import cache

from django.db import models

from dates.fields import PartialDateField
from legal.models import Charge, Court, Development, Hearing, Party, Proceeding, ProceedingLink, Source
from legal.records.shape import Field, Kind, Shape
from people.models import Organization, OtherName, Person

# Each site's own decisions and machine-generated data are not part of a record.
LEFT_OUT = {"is_public", "is_followed", "recorded_by", "file_may_be_shown"}
KEPT = {"recorded_at", "retracted_at"}  # included although nobody edits these times at the desk


@dataclass(frozen=True)
class Section:
    name: str
    one: str
    model: type[models.Model]
    inside: str = ""  # the field that refers to the enclosing entry
    keyed: bool = True
    renamed: tuple[tuple[str, str], ...] = ()  # fields that have a different name in a file

    @property
    def columns(self) -> dict[str, models.Field]:
        """The model's fields, by their names in the file."""
        names = dict(self.renamed)
        own = [*self.model._meta.concrete_fields, *self.model._meta.many_to_many]
        return {names.get(field.name, field.name): field for field in own if self._is_in_files(field)}

    def _is_in_files(self, field: models.Field) -> bool:
        if field.primary_key or field.name in LEFT_OUT | {self.inside} or isinstance(field, models.FileField):
            return False
        if field.is_relation:
            through = getattr(field.remote_field, "through", None)
            own_rows = through is None or through._meta.auto_created
            return field.related_model in {section.model for section in SECTIONS} and own_rows
        return field.editable or field.name in KEPT


SECTIONS = (
    Section("courts", "a court", Court),
    Section("people", "a person", Person),
    Section("other_names", "another name", OtherName, "person", keyed=False),
    Section("organizations", "an organization", Organization),
    Section("sources", "a source", Source),
    Section("proceedings", "a case", Proceeding),
    Section("parties", "a party", Party, "proceeding"),
    Section("charges", "a charge", Charge, "proceeding"),
    Section("developments", "a development", Development, "proceeding", keyed=False),
    Section("hearings", "a hearing", Hearing, "proceeding", keyed=False),
    Section("links", "a link", ProceedingLink, "from_proceeding", keyed=False, renamed=(("to_proceeding", "to"),)),
)  # in the order in which they are written
NAMED = {section.name: section for section in SECTIONS}
INSIDE = {"people": ("other_names",), "proceedings": ("parties", "charges", "developments", "hearings", "links")}
TOP = [name for name in NAMED if not any(name in parts for parts in INSIDE.values())]

KINDS: tuple[tuple[type[models.Field], Kind], ...] = (
    (PartialDateField, Kind.DATE),
    (models.DateTimeField, Kind.MOMENT),
    (models.DateField, Kind.DAY),
    (models.BooleanField, Kind.YES_NO),
    (models.DecimalField, Kind.DECIMAL),
    (models.IntegerField, Kind.NUMBER),
    (models.JSONField, Kind.DATA),
    (models.ManyToManyField, Kind.MANY),
    (models.ForeignKey, Kind.ONE),
)


@cache
def shapes() -> tuple[Shape, ...]:
    """What a record file may currently contain."""
    return tuple(_shape(NAMED[name]) for name in TOP)


def _shape(section: Section) -> Shape:
    fields = tuple(_field(name, column) for name, column in section.columns.items())
    parts = tuple(_shape(NAMED[name]) for name in INSIDE.get(section.name, ()))
    return Shape(section.name, section.one, fields, parts, section.keyed)


def _field(name: str, column: models.Field) -> Field:
    kind = next((kind for form, kind in KINDS if isinstance(column, form)), Kind.TEXT)
    choices = tuple(str(value) for value, _ in column.flatchoices if value not in (None, ""))
    to = next((s.name for s in SECTIONS if s.model is column.related_model), "") if column.is_relation else ""
    return Field(
        name=name,
        kind=Kind.CHOICE if choices and kind == Kind.TEXT else kind,
        required=not (column.blank or column.null or column.has_default()),
        choices=choices,
        longest=column.max_length if kind == Kind.TEXT else None,
        to=to,
    )
