"""Find where words were said or written: a statement, a release, a filing, court, an interview, a post or a letter."""

import re

from coverage.extraction.clauses import Clause
from coverage.extraction.speakers import Attribution

SAYS = r"(?:say|said|state|read|argue|allege|note|claim|continue|add|conclude|contend|describe|call)(?:e?[sd])?"
OUTLETS = (
    r"(?:The [A-Z]\w+|(?:the )?(?:[A-Z]*BC|CBS|CNN|NPR|PBS|HBO|TMZ|AP|AFP|(?:[A-Z]\w+ )*"
    r"(?:Times|Post|News|Journal|Tribune|Herald|Gazette|Magazine|Press|Courier|Ledger|Radio|TV|Weekly|Reporter"
    r"|Guardian|Today|Reuters|Variety|Deadline|IndieWire|Politico|Yorker|Rolling Stone)))\b"
)

# In order of preference: words for the document, then words for the occasion, then words for who was present.
MEDIA = tuple(
    (medium, re.compile(pattern, re.IGNORECASE))
    for medium, pattern in (
        (
            "statement",
            r"\bin (?:a|an?other|the|her|his|their|its)(?: (?!opening|closing|impact|sworn)\w+){0,2},? statement\b"
            r"|\bstatement (?:to|from|issued|released|posted|shared|on behalf)\b",
        ),
        (
            "release",
            rf"\b(?:press|news|media) releases?\b|\b(?:the|a) release,? {SAYS}\b|\bin (?:the|a) release\b"
            r"|\bsynopsis\b|\blogline\b|\bannouncement\b|\bpress (?:notes|kit)\b",
        ),
        (
            "filing",
            r"\b(?:complaint|lawsuit|suit|court (?:filings?|papers|documents?|records|order)|filings?|petition|pleading"
            r"|motion(?! picture)|affidavit|indictment|declaration|deposition|counterclaim|search warrant"
            r"|(?:legal|appeals?|appellate|reply|amicus) brief|appeal (?:said|says|argued|argues))\b"
            rf"|\bbrief {SAYS}\b|\bsued\b|\balleg(?:e[sd]?|ing)\b",
        ),
        ("letter", r"\b(?:letters?|e-?mail(?:s|ed)?|memo(?:randum)?|wrote to|texted|text messages?|in a text)\b"),
        (
            "post",
            r"\b(?:(?:re)?tweet\w*|posted|(?-i:posts?)|instagram|facebook|twitter|tiktok|social media|bluesky"
            r"|blog(?:s|ged|post)?|truth social|substack|linkedin|reddit|youtube|on (?-i:X|Threads))\b",
        ),
        ("interview", r"\b(?:in|during|for) (?:an?|her|his|their|the|another)(?: [\w-]+){0,3} interview\b"),
        (
            "film",
            r"\b(?:in|during) (?:the|a|her|his|their|its)(?: \w+)? (?:film|documentary|trailer|movie|docuseries)\b",
        ),
        (
            "court",
            r"\b(?:testif\w+|testimony|(?:in|told the) court|courtroom|on the (?:witness )?stand|jur(?:y|ors?)"
            r"|judge|(?-i:[Jj]ustice)(?! department)|ruling|ruled|sentencing|cross-examination|closing arguments?"
            r"|(?:opening|closing|impact|sworn) statements?|the bench|under oath|hearing|verdict)\b",
        ),
        ("statement", r"\bstatement\b"),
        ("interview", rf"\binterview(?:ed|s)?\b|\btold (?:(?-i:{OUTLETS})|reporters?|me|us)(?!\w)|\bpodcast\b"),
    )
)
DOCUMENTS = frozenset(["statement", "release", "filing", "letter", "post"])


def medium_of(text: str, clause: Clause, attribution: Attribution, *, retold: bool = False) -> str:
    """Return the medium named by the sentence around a quotation, or "" if it names none.

    What someone else reports that the speaker said is "second_hand", unless it appears in a document.
    """
    if attribution.speaker is None or not clause.tokens:
        return ""
    outside = " ".join(token.text for token in clause.tokens)
    if not outside.strip(" .,"):
        outside = text[min(attribution.speaker) : max(attribution.speaker)]
    medium = next((medium for medium, pattern in MEDIA if pattern.search(outside)), "")
    return "second_hand" if retold and medium not in DOCUMENTS else medium
