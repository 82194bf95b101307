"""Merging at the desk: choose two records, preview, merge and undo; also the list of likely duplicates."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html

from desk.options import DeskAdmin
from people.duplicates import duplicates_of, likely_duplicates, say_distinct
from people.merging.apply import Refused, merge, undo_merge
from people.merging.plan import Drop, Plan, conflicts
from people.models import DistinctPeople, Person, PersonMerge

SAMPLES = 3  # rows listed of each kind
MOST_LOSSES = 10
SHOWN = 50  # pairs on a page
FOUND = 20  # people shown in search results


@dataclass(frozen=True)
class Kind:
    """Rows of one kind in words, such as “12 quotes”, with the first few as samples."""

    label: str
    samples: list[str]
    more: int


def in_words(rows: list[models.Model]) -> list[Kind]:
    """Describe `rows` kind by kind, with one query for each kind's samples."""
    kinds = defaultdict(dict)
    for row in rows:
        kinds[type(row)][row.pk] = row
    return [_kind(model, list(keys)) for model, keys in kinds.items()]


def _kind(model: type[models.Model], keys: list[int]) -> Kind:
    meta, count = model._meta, len(keys)
    label = meta.verbose_name if count == 1 else meta.verbose_name_plural
    ends = _ends(model)
    if ends and (meta.auto_created or meta.verbose_name == Person._meta.verbose_name):
        label = f"link{'' if count == 1 else 's'} with {ends[0].related_model._meta.verbose_name_plural}"
    samples = [_sample(row) for row in _with_ends(model, keys[:SAMPLES])]
    return Kind(f"{count} {label}", samples, count - len(samples))


def _ends(model: type[models.Model]) -> list[models.Field]:
    """The fields that say what a row belongs to: its links except those to people and users."""
    apart = (Person, get_user_model())
    return [field for field in model._meta.concrete_fields if field.is_relation and field.related_model not in apart]


def _with_ends(model: type[models.Model], keys: list[int]) -> models.QuerySet:
    people = [field for field in model._meta.concrete_fields if field.related_model is Person]
    names = [field.name for field in [*people, *_ends(model)]]
    return model._base_manager.select_related(*names).filter(pk__in=keys).order_by("pk")


def _sample(row: models.Model) -> str:
    """A row and what it belongs to: “Pat Sample, witness (State v. Sample)”."""
    where = next((end for field in _ends(type(row)) if (end := getattr(row, field.name))), None)
    if row._meta.auto_created:
        return str(where)
    said = " ".join(str(row).split())
    return f"{said} ({where})" if where else said


def losses(drops: list[Drop]) -> list[str]:
    """Sentences about what dropped rows say differently from those that stay: the first few of each kind."""
    differing = defaultdict(dict)
    for drop in drops:
        if drop.differences:
            differing[type(drop.row)][drop.row.pk] = drop.differences
    found = []
    for model, said in differing.items():
        for row in _with_ends(model, list(said)[:MOST_LOSSES]):
            found += [f"{_sample(row)}: {name} “{goes}”; “{stays}” stays" for name, goes, stays in said[row.pk]]
        if len(said) > MOST_LOSSES:
            found.append(f"and {len(said) - MOST_LOSSES} more {model._meta.verbose_name_plural}")
    return found


def warnings(loser: Person, winner: Person) -> list[str]:
    """Sentences about effects of a merge that an editor may not expect."""
    found = []
    pair = [loser.pk, winner.pk]
    if DistinctPeople.objects.filter(one__in=pair, other__in=pair).exists():
        found.append("Somebody has said that these are two different people.")
    if loser.has_page and not winner.has_page:
        found.append(
            f"Readers see a page of {loser} and none of {winner}: after the merge they see none, and the old address "
            f"leads nowhere, until {winner} is made public."
        )
    return found


def first_to_stay(people: list[Person]) -> list[Person]:
    """Sort two people by which should stay: a public page first, then the more complete, then the older record."""
    return sorted(people, key=lambda p: (not p.has_page, -sum(map(bool, (p.description, p.born, p.died))), p.pk))


class MergingAdmin(DeskAdmin):
    """Adds merging to the people admin. Requires permission to change and delete people."""

    actions = ["merge_selected"]

    def has_merge_permission(self, request):
        return request.user.has_perms(["people.change_person", "people.delete_person", "people.publish_person"])

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("duplicates/", wrap(self.duplicates), name="people_person_duplicates"),
            path("duplicates/<int:pk>/again/", wrap(self.look_again), name="people_person_look_again"),
            path("merges/<int:pk>/undo/", wrap(self.unmerge), name="people_person_unmerge"),
            path("<int:pk>/merge/", wrap(self.merge_with), name="people_person_merge_with"),
            path("<int:pk>/merge/<int:into>/", wrap(self.merge), name="people_person_merge"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {**(extra_context or {}), "may_merge": self.has_merge_permission(request)}
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        extra = {"may_merge": self.has_merge_permission(request)}
        if extra["may_merge"] and object_id.isdecimal():
            extra["merges"] = PersonMerge.objects.active().filter(into=object_id)
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    @admin.action(description="Merge two records of one person", permissions=["merge"])
    def merge_selected(self, request, people):
        found = first_to_stay(list(people[:3]))
        if len(found) != 2:
            self.message_user(request, "Tick exactly two people to merge.", messages.ERROR)
            return None
        return HttpResponseRedirect(reverse("admin:people_person_merge", args=[found[1].pk, found[0].pk]))

    def merge_with(self, request, pk):
        """Choose the other record: suggests likely matches, and lets editors search for anyone."""
        self._check(request)
        person, asked = get_object_or_404(Person, pk=pk), request.GET.get("q", "").strip().replace("\0", "")
        everybody = Person.objects.with_names().exclude(pk=pk)
        found = self.get_search_results(request, everybody, asked)[0].distinct()[:FOUND] if asked else []
        context = {
            "person": person,
            "likely": everybody.filter(pk__in=duplicates_of(person)[:FOUND]),
            "found": found,
            "asked": asked,
        }
        return self._page(request, "merge_with", f"Merge {person} with …", context)

    def merge(self, request, pk, into):
        """Show both records and what a merge would change; merge once an editor confirms."""
        self._check(request)
        people = Person.objects.with_names()
        loser, winner = get_object_or_404(people, pk=pk), get_object_or_404(people, pk=into)
        if request.method == "POST":
            return self._merge(request, loser, winner)
        refusals = conflicts(loser, winner)
        context = {"loser": loser, "winner": winner, "refusals": refusals, "warnings": warnings(loser, winner)}
        if loser != winner:
            plan = Plan(loser, winner)
            moved, dropped = in_words([move.row for move in plan.moves]), in_words([drop.row for drop in plan.drops])
            context |= {"plan": plan, "moved": moved, "dropped": dropped, "losses": losses(plan.drops)}
        return self._page(request, "merge", f"Merge {loser} into {winner}", context)

    def _merge(self, request, loser, winner):
        try:
            done = merge(loser=loser, into=winner, by=request.user)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:people_person_changelist"))
        self.log_change(request, winner, f"Merged {done.name} (“{done.slug}”) into this record.")
        undo = reverse("admin:people_person_unmerge", args=[done.pk])
        said = format_html('{} was merged into {}. <a href="{}">Undo</a>', done.name, winner, undo)
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:people_person_change", args=[winner.pk]))

    def unmerge(self, request, pk):
        """Ask for confirmation, then restore the merged person."""
        self._check(request)
        done = get_object_or_404(PersonMerge.objects.select_related("into", "by"), pk=pk)
        if request.method != "POST":
            kept = done.wrote
            counts = {"moved": len(kept["moved"]), "restored": len(kept["dropped"]), "emptied": len(kept["filled"])}
            return self._page(
                request, "unmerge", f"Undo the merge of {done.name} into {done.into}", {"merge": done, **counts}
            )
        try:
            person = undo_merge(done, by=request.user)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:people_person_change", args=[done.into_id]))
        self.log_change(request, done.into, f"Undid the merge of {person} (“{person.slug}”) into this record.")
        self.log_change(request, person, f"Undid the merge of this record into {done.into}.")
        self.message_user(request, f"{person} is a record of their own again.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:people_person_change", args=[person.pk]))

    def duplicates(self, request):
        """List pairs who could be one person; a POST records that two are not."""
        self._check(request)
        if request.method == "POST":
            keys = [
                key if key.isdecimal() else 0 for key in (request.POST.get("one", ""), request.POST.get("other", ""))
            ]
            one, other = (get_object_or_404(Person, pk=key) for key in keys)
            if one != other:
                say_distinct(one, other, by=request.user)
                self.message_user(request, f"Remembered: {one} and {other} are not the same.", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:people_person_duplicates"))
        likely = likely_duplicates()
        shown = likely.pairs[:SHOWN]
        people = Person.objects.with_names().in_bulk({key for pair in shown for key in pair})
        context = {
            "pairs": [first_to_stay([people[key] for key in pair]) for pair in shown if people.keys() >= set(pair)],
            "later": len(likely.pairs) - len(shown),
            "is_whole": likely.is_whole,
            "distinct": DistinctPeople.objects.select_related("one", "other", "by")[:SHOWN],
        }
        return self._page(request, "duplicates", "Likely duplicates", context)

    def look_again(self, request, pk):
        """Withdraw the statement that two people are not the same."""
        self._check(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        get_object_or_404(DistinctPeople, pk=pk).delete()
        self.message_user(request, "The two are compared again.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:people_person_duplicates"))

    def _check(self, request):
        if not self.has_merge_permission(request):
            raise PermissionDenied

    def _page(self, request, name, title, context):
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return render(request, f"admin/people/person/{name}.html", {**shared, **context})
