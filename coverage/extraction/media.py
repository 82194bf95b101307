"""Where words were said or written: a statement, a release, a filing, in court, an interview, a post, a letter."""

import re

from coverage.extraction.clauses import Clause
from coverage.extraction.speakers import Attribution

# In the order of preference: what names the document wins over what names the occasion.
MEDIA = tuple(
    (medium, re.compile(pattern, re.IGNORECASE))
    for medium, pattern in (
        ("statement", r"\bin (?:a|an?other|the|her|his|their|its)(?: \w+)?,? statement\b"),
        ("release", r"\b(?:press |news )?releases?\b(?! date)|\bsynopsis\b|\blogline\b|\bannouncement\b"),
        (
            "filing",
            r"\b(?:complaint|lawsuit|suit|court (?:filings?|papers|documents?|records)|filings?|motion|petition|brief"
            r"|affidavit|indictment|declaration|counterclaim|appeal (?:said|says|argued|argues))\b"
            r"|\b(?:sued|alleg\w+)\b",
        ),
        ("letter", r"\b(?:letters?|e-?mails?|memo(?:randum)?|wrote to)\b"),
        ("post", r"\b(?:tweet\w*|posted|post|instagram|facebook|twitter|threads|tiktok|social media|blog\w*)\b"),
        (
            "court",
            r"\b(?:testif\w+|testimony|(?:in|told the) court|courtroom|on the (?:witness )?stand|jur(?:y|ors?)"
            r"|judge|justice|ruling|ruled|sentencing|cross-examination|closing arguments?|opening statements?|the bench"
            r"|under oath|order)\b",
        ),
        ("statement", r"\bstatement\b"),
        ("interview", r"\binterview\w*\b|\btold (?:the )?(?:[A-Z]\w+|reporters?|me|us)\b"),
    )
)


def medium_of(text: str, clause: Clause, attribution: Attribution) -> str:
    """The medium that the words of the sentence around a quotation name; "" when they name none."""
    if attribution.speaker is None or not clause.tokens:
        return ""
    outside = " ".join(token.text for token in clause.tokens)
    if not outside.strip(" .,"):
        outside = text[min(attribution.speaker) : max(attribution.speaker)]
    return next((medium for medium, pattern in MEDIA if pattern.search(outside)), "")
