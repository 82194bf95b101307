"""Find who is said to have spoken: the words of attribution around each quotation in a paragraph."""

import re
from dataclasses import dataclass, replace

from coverage.extraction import grammar, phrases
from coverage.extraction.clauses import Clause


@dataclass(frozen=True)
class Attribution:
    """The speaker's words and the cue's, as (start, end) in the text, and how they were found.

    `how` is "after" or "before" (the cue touches the quotation), "far" (the cue is elsewhere in the sentence),
    "subject" (the sentence's subject, without a cue), "inherited" (from another quotation) or "lead" (the
    sentence before).
    """

    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None
    how: str


_AFTER = re.compile(r"[,.-]?A?")
_OBJECT = r"(?:[DSnNMeP]|[OFT](?=[DSnNMPW])|W|A|C(?=[nNS]))"
_TOUCHING = re.compile(rf"(?P<cue>[VG]){_OBJECT}*(?:O?[,:])?R?[,:]?$")
_TAKES_VERB = re.compile(r"A?(?:[xvV]|e(?![OF]))")  # but not "one lawyer involved in the case"
_NAMED_BEFORE = re.compile(r"KT[^VvxQ]{1,12},$")
_OPENING_NAME = re.compile(r"(?:[DSnN]*[nN])(?=,)")
_LABEL = re.compile(r"[NnSDFM]+(?:[,(][^VvxeQ.;:]*)?")


def _span(clause: Clause, found: tuple[int, int]) -> tuple[int, int]:
    return clause.tokens[found[0]].start, clause.tokens[found[1] - 1].end


def _is_thing(clause: Clause, found: tuple[int, int]) -> bool:
    """Whether the words are a bare noun that names no one, such as "release", which is more likely a verb here."""
    last = clause.tokens[found[1] - 1].text.lower()
    return set(clause.tags[slice(*found)]) == {"n"} and not (last in grammar.SPEAKING_NOUNS or last.endswith("s"))


def _attribution(clause: Clause, found: tuple[int, int] | None, cue: int, how: str) -> Attribution | None:
    if found is None or _is_thing(clause, found):
        return None
    token = clause.tokens[cue]
    return Attribution(_span(clause, found), (token.start, token.end), how)


def _is_plain(clause: Clause, index: int) -> bool:
    return clause.tokens[index].text.lower() in grammar.PLAIN_SAYING


def _after(clause: Clause, at: int) -> Attribution | None:
    """“…,” said the judge / “…,” the judge, a former prosecutor, said / “…,” according to a release."""
    tags = clause.tags
    skipped = _AFTER.match(tags, at + 1)
    start = skipped.end() if skipped else at + 1
    if start >= len(tags):
        return None
    if tags[start] == "K":
        return _attribution(clause, phrases.phrase_from(tags, start + 2), start, "after")
    if tags[start] == "V" and at and (opening := _OPENING_NAME.match(tags)) and opening.end() < at:
        return _attribution(clause, opening.span(), start, "far")
    if tags[start] in "Ve" and (_is_plain(clause, start) or not re.search("[Vvxe][^:]*$", tags[:at])):
        return _inverted(clause, start)
    return _subject_then_cue(clause, start)


def _inverted(clause: Clause, verb: int) -> Attribution | None:
    tags, start = clause.tags, verb + 1
    while tags[start : start + 1] == "A":
        start += 1
    found = phrases.phrase_from(tags, start)
    if found and _TAKES_VERB.match(tags, found[1]):
        found = phrases.subject_of(tags, verb)
    if tags[start : start + 1] == "D" and tags[start + 1 : start + 2] in ("", ".", ","):
        found = start, start + 1  # “…,” wrote another.
    return _attribution(clause, found, verb, "after")


def _subject_then_cue(clause: Clause, start: int) -> Attribution | None:
    tags = clause.tags
    subject = phrases.phrase_from(tags, start)
    if subject is None:
        return None
    for verb in range(subject[0] + 1, min(len(tags), start + 40)):
        if tags[verb] in "Q;" or (tags[verb] == "B" and "," not in tags[start:verb]):
            break
        if tags[verb] == "V":
            if tags[start:verb].count(",") == 1 and tags[verb - 1] == ",":
                return _inverted(clause, verb)
            found = phrases.subject_of(tags, verb)
            if found and found[0] <= subject[1] and found[0] >= start:
                return _attribution(clause, subject if found[0] < subject[1] else found, verb, "after")
    if tags[subject[1] : subject[1] + 1] in tuple("ve") and tags[start - 1] != ",":
        return _attribution(clause, subject, subject[1], "after" if tags[:start] == "Q" else "far")
    return None


def _before(clause: Clause, at: int) -> Attribution | None:
    """The judge said, “…” / told reporters that “…” / In a letter, she wrote: “…”"""
    tags = clause.tags[:at]
    match = _TOUCHING.search(tags[-14:])
    if match:
        cue = max(0, len(tags) - 14) + match.start("cue")
        how = "before" if _is_plain(clause, cue) or tags[-1:] in (",", ":") or cue == at - 1 else "far"
        return _cued(clause, cue, how)
    if named := _NAMED_BEFORE.search(tags):
        return _attribution(clause, phrases.phrase_from(tags, named.start() + 2), named.start(), "before")
    if tags[-1:] in (",", ":"):
        return _label(clause, at) or _far_before(clause, at, plain=True) or _odd_verb(clause, at)
    return None


def _label(clause: Clause, at: int) -> Attribution | None:
    """SMITH: “…” / Dana Ortiz, The Mesa Courier: “…”"""
    if clause.tags[at - 1] != ":" or not _LABEL.fullmatch(clause.tags, 0, at - 1):
        return None
    found = phrases.phrase_from(clause.tags, 0)
    return found and Attribution(_span(clause, found), None, "before")


def _odd_verb(clause: Clause, at: int) -> Attribution | None:
    """A verb that is not one of saying, before a comma or colon and the quotation: shot back, “…” / put it: “…”"""
    for verb in range(at - 2, 0, -1):
        if clause.tags[verb] in ",-;:Q(":
            return None
        if clause.tags[verb] in "ve":
            found = phrases.subject_of(clause.tags, verb)
            return _attribution(clause, found, verb, "far")
    return None


def _is_passive(clause: Clause, verb: int) -> bool:
    """Whether the verb's subject is the person spoken about: "was called", not "has called"."""
    before = verb - 1
    while clause.tags[before : before + 1] == "A":
        before -= 1
    return before >= 0 and clause.tokens[before].text.lower() in grammar.BEING


def _agent(clause: Clause, cue: int) -> Attribution | None:
    """Return the agent of a passive verb: was called “…” by the judge."""
    for at in range(cue + 1, min(cue + 15, len(clause.tags))):
        if clause.tokens[at].text.lower() == "by":
            return _attribution(clause, phrases.phrase_from(clause.tags, at + 1), cue, "far")
    return None


def _cued(clause: Clause, cue: int, how: str) -> Attribution | None:
    tags = clause.tags
    if tags[cue] == "V" and _is_passive(clause, cue):
        return _agent(clause, cue)
    if tags[cue] == "V":
        inverted = tags[cue - 1 : cue] in ("Q", ",")
        subject = phrases.subject_of(tags, cue) or (inverted and phrases.phrase_from(tags, cue + 1))
        return _attribution(clause, subject or None, cue, how)
    if clause.tokens[cue - 1].text.lower() in grammar.CARRIERS:
        return _attribution(clause, phrases.phrase_before(tags, cue), cue, how)
    return _attribution(clause, phrases.subject_of_ing(tags, cue), cue, how)


def _far_before(clause: Clause, at: int, plain: bool = False) -> Attribution | None:
    for cue in range(at - 1, -1, -1):
        if clause.tags[cue] == "K":
            return _attribution(clause, phrases.phrase_from(clause.tags, cue + 2), cue, "far")
        if clause.tags[cue] in "VG" and (_is_plain(clause, cue) or not plain):
            found = _cued(clause, cue, "far")
            if found:
                return found
    return None


def _far_after(clause: Clause, at: int) -> Attribution | None:
    """…, which was “…,” Smith said. / … “…” …, according to the complaint."""
    tags = clause.tags
    for cue in range(at + 1, len(tags)):
        if tags[cue] == "K":
            return _attribution(clause, phrases.phrase_from(tags, cue + 2), cue, "far")
        if tags[cue] == "V" and _is_plain(clause, cue):
            if tags[cue - 1] == "," and (inverted := _inverted(clause, cue)):
                return replace(inverted, how="far")
            found = phrases.subject_of(tags, cue)
            if found and found[0] > at and tags[found[0] - 1] in ",-Q":
                return _attribution(clause, found, cue, "far")
    return None


def _subject(clause: Clause, at: int) -> Attribution | None:
    main = phrases.main_subject(clause.tags, at)
    if main is None or _is_thing(clause, main[0]):
        return None
    return Attribution(_span(clause, main[0]), None, "subject")


def in_sentence(clause: Clause, at: int) -> Attribution | None:
    """Return the attribution of the quotation at token `at` from within its own sentence."""
    clause, at = clause.around(at)
    clause = clause.without_asides(at)
    before, after = _before(clause, at), _after(clause, at)
    if before and before.how == "before":
        return before
    return (
        after
        or before
        or _far_before(clause, at, plain=True)
        or _far_before(clause, at)
        or _far_after(clause, at)
        or _subject(clause, at)
    )


def lead_in(clause: Clause) -> Attribution | None:
    """Return the attribution a sentence gives to a quotation after it: its last cue, or else its subject."""
    end = len(clause.tags)
    return _far_before(clause, end) or _subject(clause, end) or _opening(clause)


def _opening(clause: Clause) -> Attribution | None:
    """Return what a sentence begins with if none of its verbs is known: "Pell" in "Pell frowned at that"."""
    first = phrases.phrase_from(clause.tags, 0)
    if first is None or clause.tags[first[1] : first[1] + 1] in ("", ".", "Q"):
        return None
    return Attribution(_span(clause, first), None, "subject")
