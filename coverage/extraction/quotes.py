"""Find a text's quotations, who is said to have spoken them and which stretches form one statement."""

import re
from dataclasses import dataclass

from coverage.extraction.cast import Cast
from coverage.extraction.clauses import Clause
from coverage.extraction.grammar import PLAIN_SAYING
from coverage.extraction.media import medium_of
from coverage.extraction.people import FoundPerson, find_people
from coverage.extraction.speakers import Attribution
from coverage.extraction.statements import TOUCHING, Quotation, read_statements
from people.names import Gazetteer


@dataclass(frozen=True)
class FoundQuote:
    """One statement: its stretches between quotation marks, its speaker as written and as resolved, and its cue.

    Offsets count code points of the text given; `spans` exclude the quotation marks. `kind` is "direct" or "mixed" (a
    fragment inside the reporting sentence); `person` is the resolved full name; `confidence` is "high" or "low";
    `medium` is "statement", "release", "filing", "court", "interview", "post", "letter", "film", "second_hand" or "".
    """

    spans: tuple[tuple[int, int], ...]
    kind: str
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    person: str | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    confidence: str = "low"
    medium: str = ""


VAGUE = frozenset("it they i we you who that this those these which one others some many".split())
_NAME = re.compile(r"(?:[A-Z][\w.'’-]+ ?){2,4}")
NOBODY = Attribution(None, None, "")


def find_quotes(
    text: str, known: Gazetteer | None = None, *, people: list[FoundPerson] | None = None
) -> list[FoundQuote]:
    """Return the quotations of `text`, in order; speakers' names are resolved among the `people` found in it.

    If `people` is not given, they are looked up in the text with the help of the `known` people.

    A statement that an attribution interrupts, or that continues over several paragraphs, is one FoundQuote.
    """
    statements = read_statements(text)
    quoted = [(quotation.marked.start, quotation.marked.end) for statement in statements for quotation in statement]
    cast = Cast(text, find_people(text, known) if people is None else people, quoted)
    return [_found(text, statement, cast) for statement in statements]


def _found(text: str, statement: list[Quotation], cast: Cast) -> FoundQuote:
    first = statement[0]
    attribution = first.attribution or NOBODY
    speaker, cue = attribution.speaker or (None, None), attribution.cue or (None, None)
    person, sure = _person(text, *attribution.speaker, cast) if attribution.speaker else (None, False)
    return FoundQuote(
        spans=tuple((q.marked.start, q.marked.end) for q in statement),
        kind=_kind(text, first),
        speaker=text[slice(*speaker)] if attribution.speaker else None,
        speaker_start=speaker[0],
        speaker_end=speaker[1],
        person=person,
        cue=text[slice(*cue)] if attribution.cue else None,
        cue_start=cue[0],
        cue_end=cue[1],
        confidence="high" if sure and _is_certain(first) else "low",
        medium=medium_of(text, first.clause, attribution, retold=_is_retold(first.clause, attribution)),
    )


def _person(text: str, start: int, end: int, cast: Cast) -> tuple[str | None, bool]:
    """Return the person that the speaker's words mean, and whether the words leave no doubt."""
    words = text[start:end].lower()
    if words in ("he", "she"):
        person, sure = cast.meant_by(words, start)
        if person:
            cast.heard(person, start, end)
        return person, sure
    person = cast.named(start, end) or cast.apposed(start, end) or cast.described(start, end)
    if person or _NAME.fullmatch(text, start, end):
        cast.heard(person or text[start:end], start, end)
    return person, bool(person) or words not in VAGUE


_LOWER_START = re.compile(r"[\[(.…\s'‘’]*[a-zß-öø-ÿ]")


def _kind(text: str, quotation: Quotation) -> str:
    """Return "direct" for a quotation that begins like a sentence and "mixed" for a fragment inside the report."""
    marked, clause, at = quotation.marked, quotation.clause, quotation.at
    before = clause.tags[at - 1] if at else ""
    if quotation.joins or (before in ("", ",", ":") and not _LOWER_START.match(text, marked.start, marked.end)):
        return "direct"
    return "direct" if quotation.attribution and quotation.attribution.how == "after" and not before else "mixed"


_RETOLD = re.compile(r",(?:K|(?:P|[DnNS]*[nN])[Ax]*V)")


def _is_retold(clause: Clause, attribution: Attribution) -> bool:
    """Whether someone else reports what the speaker said: "Finch said that Pell told her, …"."""
    if attribution.speaker is None or attribution.cue is None or attribution.how not in TOUCHING:
        return False
    cue, subject = _token_at(clause, attribution.cue[0]), _token_at(clause, attribution.speaker[0])
    before, after = clause.tags[max(0, subject - 1) : subject], clause.tags[cue + 1 :].partition("Q")[0]
    return (before in tuple("VGR") and subject - 1 != cue) or bool(_RETOLD.search(after))


def _token_at(clause: Clause, start: int) -> int:
    return next((index for index, token in enumerate(clause.tokens) if token.start == start), 0)


def _is_certain(quotation: Quotation) -> bool:
    """Whether the attribution leaves no doubt: a plain verb of saying next to a whole quotation."""
    attribution, clause, at = quotation.attribution, quotation.clause, quotation.at
    if attribution is None or attribution.how not in TOUCHING or attribution.cue is None:
        return False
    cue = _token_at(clause, attribution.cue[0])
    if clause.tags[cue] == "K":
        return True
    if _is_retold(clause, attribution):
        return False
    if "K" in clause.tags or clause.tokens[cue].text.lower() not in PLAIN_SAYING or clause.tags[cue - 1 : cue] == "R":
        return False
    if attribution.how == "after":
        return at == 0 or (clause.tags[at - 1] in ",:" and cue > at) or not set("VGQ") & set(clause.tags[:at])
    return clause.tags[at - 1] in ",:V" and "V" not in clause.tags[at + 1 :]
