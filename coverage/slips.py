"""Whether a change of a live text is a slip of the pen, which may be fixed without a note to readers.

Pure. The rule follows the usual practice of newsrooms (the AP's and the BBC's guidance on corrections): spelling,
grammar and punctuation may be fixed silently, facts may not. So it is no slip if the change touches a number, a date,
a name, a quotation, a negation or a legal term, or if it replaces a word with one that is not merely misspelled.
"""

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

from desk.diff import changed_paragraphs
from legal.vocabulary import DevelopmentKind, Plea, Verdict

TOKENS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|\s+|[^\w\s]|_")
QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|‘[^’]*’(?!\w)")
QUOTATION_MARKS = set('“”"‘«»')
SENTENCE_END = set(".!?…:\n")
NEGATIONS = set(
    "no not never none nobody nothing nor neither without cannot can’t won’t don’t doesn’t didn’t isn’t aren’t "
    "wasn’t weren’t hasn’t haven’t hadn’t shouldn’t wouldn’t couldn’t unable fails failed refused denied denies "
    "deny".split()
)
NUMBERS = set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion dozen half quarter third first second fourth fifth sixth seventh eighth ninth tenth once twice both "
    "all most some few several many every each only man men woman women person people child children".split()
)
DATES = set(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday yesterday today tomorrow day days week weeks month months year "
    "years hour hours before after since until ago last next".split()
)
LEGAL = set(
    "accused acquittal acquitted admitted alleged allegedly alleges appeal appealed arrest arrested bail bond "
    "charge charged charges claim claimed conviction convicted convict court crime criminal civil defendant "
    "defendants dismissal dismissed felony fraud guilty homicide hung indicted indictment innocent involuntary "
    "judge judgment jury killed killing lawsuit liable litigation manslaughter mistrial misdemeanor murder "
    "murdered negligence negligent offense parole plaintiff plea pleaded pled prejudice prison probation "
    "prosecution prosecutor prosecutors reckless released reversed sentence sentenced settled settlement sued "
    "sues suspect suspected testified testimony trial vacated verdict victim voluntary witness".split()
)
FUNCTION_WORDS = set(
    "a an the of to in on at for by with and that is are was were has have be been it its it’s their they’re".split()
)
# Agreement may be mended; a change of tense may change where something stands.
SAME_TENSE = [
    {"is", "are"},
    {"was", "were"},
    {"has", "have"},
    {"a", "an", "the"},
    {"its", "it’s"},
    {"their", "they’re"},
]
MOST = 12  # words; more is a rewrite
LONGEST = 1500  # tokens of one paragraph that are compared
VOWELS = set("aeiouy")


def why_no_slip(before: str, after: str, names: Collection[str] = ()) -> list[str]:
    """Why a change from one text to another is more than a slip of the pen, each reason once; [] if it is one.

    `names` are words of names that the article is linked to.
    """
    known = {word.lower() for name in names for word in TOKENS.findall(name)}
    known |= _names_in(TOKENS.findall(before)) | _names_in(TOKENS.findall(after))
    reasons, changed = [], 0
    for old, new in changed_paragraphs(before, after):
        if max(len(old), len(new)) > 8 * LONGEST or changed > MOST:
            return [*dict.fromkeys(reasons), "it changes a whole passage"]
        found, number = _of_paragraph(old, new, known)
        reasons, changed = reasons + found, changed + number
    if changed > MOST:
        reasons.append("it changes a whole passage")
    return list(dict.fromkeys(reasons))


def _of_paragraph(before: str, after: str, known: set[str]) -> tuple[list[str], int]:
    """Why the change of a paragraph is no slip, and how many words it changes."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    reasons, changed = [], 0
    for operation, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            continue
        out, put_in = old[i:j], new[k:n]
        changed += max(sum(map(_is_word, out)), sum(map(_is_word, put_in)))
        reasons += _touched(out, before, _place(old, i), known, i, old)
        reasons += _touched(put_in, after, _place(new, k), known, k, new)
        if not _is_respelled([w for w in out if _is_word(w)], [w for w in put_in if _is_word(w)]):
            reasons.append("it replaces, adds or takes out words")
    return reasons, changed


def _is_word(token: str) -> bool:
    return token[0].isalpha()


def _place(tokens: list[str], number: int) -> int:
    return sum(map(len, tokens[:number]))


def _touched(tokens: list[str], text: str, start: int, known: set[str], number: int, whole: list[str]) -> Iterator[str]:
    """What a stretch of changed tokens touches."""
    end = start + sum(map(len, tokens))
    if any(found.start() < end and start < found.end() for found in QUOTED.finditer(text)):
        yield "it changes a quotation"
    for offset, token in enumerate(tokens):
        word = token.lower().replace("'", "’")
        if token[0].isdigit() or word in NUMBERS:
            yield "it changes a number"
        if word in DATES:
            yield "it changes a date or an order in time"
        if word in NEGATIONS:
            yield "it changes a negation"
        if word in LEGAL_TERMS:
            yield "it changes a legal term"
        if token in QUOTATION_MARKS:
            yield "it changes a quotation"
        if _is_word(token) and token[0].isupper() and (word in known or not _begins(whole, number + offset)):
            yield "it changes a name"


def _begins(tokens: list[str], number: int) -> bool:
    """Whether a token is the first word of a sentence."""
    before = next((token for token in reversed(tokens[:number]) if not token.isspace() or "\n" in token), ".")
    return before[0] in SENTENCE_END or "\n" in before or before in QUOTATION_MARKS


def _names_in(tokens: list[str]) -> set[str]:
    """Words that are capitalized inside a sentence."""
    return {
        token.lower()
        for number, token in enumerate(tokens)
        if _is_word(token) and token[0].isupper() and not _begins(tokens, number)
    }


def _is_respelled(out: list[str], put_in: list[str]) -> bool:
    """Whether words were only respelled, doubled, or joined by a small word that was missing."""
    one, other = ([word.lower().replace("'", "’") for word in words] for words in (out, put_in))
    if "".join(one).replace("-", "") == "".join(other).replace("-", ""):
        return True
    if len(one) == len(other):
        return all(_is_one_word(a, b) for a, b in zip(one, other, strict=True))
    return all(word in FUNCTION_WORDS for word in set(one) ^ set(other)) and abs(len(one) - len(other)) == 1


def _is_one_word(one: str, other: str) -> bool:
    """Whether two words are one word, once misspelled. One slip inside the word; most others make another word."""
    if one == other or any({one, other} <= pair for pair in SAME_TENSE):
        return True
    if one in FUNCTION_WORDS and other in FUNCTION_WORDS:
        return False
    short, long = sorted((one, other), key=len)
    if short[0] != long[0] or len(long) - len(short) > 1:
        return False
    if len(short) == len(long):
        return _is_swapped(short, long)
    return len(short) >= 5 and short[-1] == long[-1] and _lacks_one(short, long)


def _is_swapped(one: str, other: str) -> bool:
    """Whether two neighboring letters are swapped, or one vowel inside stands for another."""
    differing = [number for number, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(differing) == 2 and differing[1] == differing[0] + 1:
        return one[differing[0]] == other[differing[1]] and one[differing[1]] == other[differing[0]]
    if len(differing) != 1 or len(one) < 5 or one[-1] != other[-1]:
        return False
    return {one[differing[0]], other[differing[0]]} <= VOWELS


def _lacks_one(short: str, long: str) -> bool:
    return any(long[:number] + long[number + 1 :] == short for number in range(len(long)))


def _words_of(*vocabularies) -> set[str]:
    labels = (word.label for vocabulary in vocabularies for word in vocabulary)
    return {word.lower() for label in labels for word in TOKENS.findall(label) if len(word) > 3 and _is_word(word)}


ORDINARY = set("from this other over while another back true reason summary event development both".split())
LEGAL_TERMS = LEGAL | (_words_of(DevelopmentKind, Plea, Verdict) - FUNCTION_WORDS - DATES - NUMBERS - ORDINARY)
