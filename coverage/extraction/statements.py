"""Decide which marked stretches are quotations, who said them and which of them form one statement."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from coverage.extraction import speakers
from coverage.extraction.clauses import Clause, read_paragraph
from coverage.extraction.marks import Marked, marked_stretches
from coverage.extraction.scare import is_quotation
from coverage.extraction.speakers import Attribution
from coverage.extraction.text import paragraphs

TOUCHING = ("after", "before")
_FEW = 8  # quotations to search for an attribution, so that a very long series does not take forever
_MOST_IN_A_SENTENCE = 50  # more than this is not prose but marks that never close, and would take quadratic time


@dataclass
class Quotation:
    """One marked stretch, its sentence and its speaker.

    `sentence` is the sentence's number in the paragraph, and the quotation is token `at` of `clause`. `joins` means
    that it continues the statement of the previous quotation.
    """

    marked: Marked
    sentence: int
    clause: Clause
    at: int
    attribution: Attribution | None = None
    joins: bool = False

    @property
    def opens(self) -> bool:
        """Whether the quotation begins its sentence, as in “…,” which surprised no one."""
        return self.at == 0

    @property
    def stands_alone(self) -> bool:
        return not set(self.clause.tags) - set("Q.,-()")


@dataclass
class Paragraph:
    """A paragraph, with its sentences and the quotations in them."""

    text: str
    start: int
    end: int
    stretches: list[Marked]
    quotations: list[Quotation] = field(default_factory=list)

    @cached_property
    def clauses(self) -> list[Clause]:
        """The paragraph's sentences, read only on demand because most paragraphs are far from any quotation."""
        return read_paragraph(self.text, self.start, self.end, self.stretches)


_WHOLE = re.compile(r"[\[(‘']*[A-ZÀ-Þ][^“”]*[.!?]$")


def _opens_long(text: str, clause: Clause, at: int) -> bool:
    """Whether a quotation without a speaker looks like one: It is long and forms its own sentence."""
    token = clause.tokens[at]
    apart = clause.tags[at - 1 : at] in ("", ":", "-") or bool(_WHOLE.match(text[token.start : token.end]))
    return apart and text.count(" ", token.start, token.end) > 4


def _read_one(text: str, start: int, end: int, stretches: list[Marked]) -> Paragraph:
    paragraph = Paragraph(text, start, end, stretches)
    for number, clause in enumerate(paragraph.clauses if stretches else ()):
        if clause.tags.count("Q") > _MOST_IN_A_SENTENCE:
            continue
        for at, token in enumerate(clause.tokens):
            if token.tag == "Q":
                attribution = speakers.in_sentence(clause, at)
                if is_quotation(text, token.start, token.end, clause, at, attribution):
                    quotation = Quotation(stretches[token.quote], number, clause, at, attribution)
                    if attribution or quotation.stands_alone or _opens_long(text, clause, at):
                        paragraph.quotations.append(quotation)
    return paragraph


def read_statements(text: str) -> list[list[Quotation]]:
    """Return the quotations of `text` in text order, grouped by statement."""
    stretches = marked_stretches(text)
    read = [
        _read_one(text, start, end, marked) for (start, end), marked in zip(paragraphs(text), stretches, strict=True)
    ]
    for number, paragraph in enumerate(read):
        for index in range(len(paragraph.quotations)):
            _place(read, number, index)
    for number in range(len(read) - 2, -1, -1):
        _claim_unclosed(read[number], read[number + 1])
    return _grouped([quotation for paragraph in read for quotation in paragraph.quotations])


def _place(read: list[Paragraph], number: int, index: int) -> None:
    """Give a quotation that stands alone the attribution of the one it continues, and set whether it joins that one."""
    quotations = read[number].quotations
    quotation, before = quotations[index], quotations[index - 1] if index else _last_of(read, number - 1)
    if quotation.attribution:
        quotation.joins = before is not None and _goes_on(before, quotation)
    if quotation.attribution or not (quotation.stands_alone or quotation.opens):
        return
    if quotation.sentence:
        earlier = quotations[max(0, index - _FEW) : index]
        _continue(quotation, earlier, read[number].clauses[quotation.sentence - 1])
    else:
        own = next((q.attribution for q in quotations[index + 1 : index + _FEW] if q.attribution), None)
        if own:
            quotation.attribution = replace(own, how="inherited")
        elif number and read[number - 1].clauses:
            _continue(quotation, read[number - 1].quotations[-_FEW:], read[number - 1].clauses[-1])


def _last_of(read: list[Paragraph], number: int) -> Quotation | None:
    """Return the paragraph's last quotation if it is unclosed and so continues in the next paragraph."""
    last = read[number].quotations[-1:] if number >= 0 else []
    return last[0] if last and not last[0].marked.closed else None


def _goes_on(before: Quotation, quotation: Quotation) -> bool:
    """Whether nothing but an attribution interrupts the two: “A,” she said, “B.”"""
    first, second = before.attribution, quotation.attribution
    if first is None or second is None:
        return False
    if not before.marked.closed:
        return first.how != "subject" and before.clause is not quotation.clause
    same = first.cue == second.cue and first.cue is not None
    touching = first.how == "after" and second.how in TOUCHING
    return same and touching and before.clause is quotation.clause


def _continue(quotation: Quotation, quotations: list[Quotation], sentence: Clause) -> None:
    """Use what the previous sentence says: the speaker of its quotation, or the person it is about."""
    attributed = [(q, q.attribution) for q in quotations if q.clause is sentence and q.attribution]
    if attributed:
        source, attribution = next((one for one in attributed if one[1].how in TOUCHING), attributed[-1])
        goes_on = attribution.how in (*TOUCHING, "inherited") or not source.marked.closed
        quotation.joins = source is attributed[-1][0] and goes_on
        quotation.attribution = replace(attribution, how="inherited")
    elif lead := speakers.lead_in(sentence):
        quotation.attribution = replace(lead, how="lead")


def _claim_unclosed(paragraph: Paragraph, following: Paragraph) -> None:
    """For “A … (unclosed) / “B,” she said: apply the attribution in the second paragraph to the first."""
    last, first = paragraph.quotations[-1:], following.quotations[:1]
    if not last or not first or last[0].marked.closed or not last[0].stands_alone:
        return
    if first[0].at == 0 and first[0].attribution and first[0].attribution.how == "after":
        last[0].attribution = replace(first[0].attribution, how="inherited")
        first[0].joins = True


def _grouped(quotations: list[Quotation]) -> list[list[Quotation]]:
    groups: list[list[Quotation]] = []
    for quotation in quotations:
        if quotation.joins and groups:
            groups[-1].append(quotation)
        else:
            groups.append([quotation])
    return groups
