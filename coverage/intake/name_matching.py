"""Find the people on record whom a name in a text can mean. An editor chooses among near-matches; nothing is
merged.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from coverage.models import Finding
from people.models import OtherName, Person
from people.names import could_be_same, is_slip, tokens

PERSON = "person"  # the kind of finding that names a person
MOST = 6  # near-matches offered for one name; any other can be typed


@dataclass
class OnRecord:
    """What a card needs to know about a person on record."""

    pk: int
    name: str
    description: str = ""
    names: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.description) if part)


def everybody() -> dict[int, OnRecord]:
    """Return everyone on record with all their names, in two queries."""
    rows = Person.objects.order_by("pk").values_list("pk", "name", "description")
    people = {pk: OnRecord(pk, name, description, [name]) for pk, name, description in rows}
    for pk, name in OtherName.objects.order_by("pk").values_list("person_id", "name"):
        people[pk].names.append(name)
    return people


def called(finding: Finding) -> str:
    """Return the name a text uses for a person; the import uses the name on record for a matched person."""
    if finding.person_id is None:
        return finding.data["name"]
    return max((span["exact"] for span in finding.spans), key=lambda mention: len(tokens(mention)))


def is_named(finding: Finding, names: Iterable[str]) -> bool:
    """Whether the name that the text uses is one of the matched person's names; a single word always counts. If not,
    it is a near-match for an editor to judge.
    """
    words = tokens(called(finding))
    return len(words) < 2 or words in map(tokens, names)


class NameMatcher:
    """Finds the people whom a name can mean, even if it is shortened or misspelled."""

    def __init__(self, people: Iterable[tuple[Hashable, Sequence[str]]]):
        """`people` are pairs of a key and that person's names."""
        self._names = {key: list(names) for key, names in people}
        self._by_word: dict[str, set[Hashable]] = {}
        self._found: dict[str, list[Hashable]] = {}
        for key, names in self._names.items():
            for word in {word for name in names for word in tokens(name)}:
                self._by_word.setdefault(word, set()).add(key)

    def to(self, name: str) -> list[Hashable]:
        """Return the keys of the people it can mean, most similar first."""
        if name not in self._found:
            self._found[name] = self._look_for(name)
        return self._found[name]

    def _look_for(self, name: str) -> list[Hashable]:
        keys = {key for word in tokens(name) for key in self._by_word.get(word, ())}
        found = [(self._distance(name, key), str(key), key) for key in keys if self._is_like(name, key)]
        return [key for _, _, key in sorted(found, key=lambda one: one[:2])[:MOST]]

    def exactly(self, name: str) -> Hashable | None:
        """Return the key of the one person with exactly this name."""
        words = tokens(name)
        keys = self._by_word.get(words[0], set()) if len(words) > 1 else set()
        found = [key for key in keys if words in map(tokens, self._names[key])]
        return found[0] if len(found) == 1 else None

    def _is_like(self, name: str, key: Hashable) -> bool:
        names = self._names[key]
        if len(tokens(name)) > 1:  # a surname alone does not contradict a full name
            names = [other for other in names if len(tokens(other)) > 1] or names
        return any(could_be_same(name, other) or is_slip(name, other) for other in names)

    def _distance(self, name: str, key: Hashable) -> float:
        return 1 - max(SequenceMatcher(None, tokens(name), tokens(other)).ratio() for other in self._names[key])
