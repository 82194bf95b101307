"""A table of the words that report a step in a case, and of the words that negate it. Data for `developments`.

The kinds and details use the values of `legal/vocabulary/`. In a civil case, no one is guilty or acquitted: The words
are liable and not liable.
"""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Trigger:
    """Words that report a kind of development. `subject` tells where to find the person it is about."""

    pattern: re.Pattern[str]
    kind: str
    details: dict[str, str] = field(default_factory=dict)
    subject: str = "before"


def _trigger(pattern: str, kind: str, subject: str = "before", **details: str) -> Trigger:
    return Trigger(re.compile(pattern, re.I), kind, details, subject)


CASE = (
    r"(?:the |a |an |all |her |his |their |its )?(?:criminal |remaining |manslaughter )?"
    r"(?:case|charges?|counts?|indictment)"
)
STATE = r"(?:prosecut(?:ors?|ion)|district attorney|the state)"
BEEN = r"(?:was|were|(?:has|have|had) been)"
SOMEBODY = r"(?:him|her|them|(?-i:[A-Z][\w’'.-]+))\b"
NO_ONE = r"(?:not|never|no one|nobody|neither|\w+n[’']t)"
TRIGGERS: tuple[Trigger, ...] = (
    _trigger(
        rf"\b{STATE}\b (?:(?!not\b|never\b|\w+n[’']t\b)[^.;,“”]{{1,40}}? )?(?:dropped|dismissed|withdrew) {CASE}"
        rf"|{CASE} (?:against [^.;“”]{{3,60}} )?{BEEN} (?:dropped|dismissed|withdrawn) by (?:the )?{STATE}",
        "nolle_prosequi", "any", by="prosecution",
    ),
    _trigger(r"\b(?:dismissed|threw out|tossed(?: out)?) " + CASE, "dismissed", "any", by="court"),
    _trigger(
        rf"{CASE} (?:against [^.;“”]{{3,60}} )?{BEEN} (?:dismissed|thrown out|tossed(?: out)?)(?! by (?:the )?{STATE})",
        "dismissed", "any",
    ),
    _trigger(
        r"\bannounced (?:that )?(?:they|she|he) would charge\b|\bannounced charges\b",
        "announced", "after", by="prosecution",
    ),
    _trigger(
        rf"\b{BEEN} indicted\b|\bgrand jury indicted\b", "charged", "any", instrument="indictment", by="grand_jury"
    ),
    _trigger(rf"\b{BEEN} charged with\b", "charged"),
    _trigger(rf"\b{STATE} (?:[\w’' -]{{1,40}} )?charged (?={SOMEBODY}[^.;“”]{{0,60}} with\b)", "charged", "after"),
    _trigger(rf"\b{BEEN} arraigned\b", "arraigned"),
    _trigger(
        r"\b(?:pleaded|pled) not guilty\b|\bentered an? (?:not[- ]guilty plea|plea of not guilty)\b",
        "pleaded", plea="not_guilty", by="defendant",
    ),
    _trigger(
        r"\b(?:pleaded|pled) guilty\b|\bentered a (?:guilty plea|plea of guilty)\b",
        "pleaded", plea="guilty", by="defendant",
    ),
    _trigger(
        r"\b(?:pleaded|pled) no contest\b|\bentered a (?:no[- ]contest plea|plea of no contest)\b",
        "pleaded", plea="no_contest", by="defendant",
    ),
    _trigger(r"\b(?:went on trial|trial (?:of [^.;“”]{3,60} )?(?:began|opened|started))\b", "trial_began", "any"),
    _trigger(r"\bmistrial\b", "mistrial", "any", by="court"),
    _trigger(rf"\b{BEEN} (?:found guilty|convicted)\b", "verdict", verdict="guilty"),
    _trigger(
        r"\bfound (?=(?:(?!\b(?:not|the guilty|guilty|plead\w*)\b)[^.;“”]){2,60} guilty\b(?! (?:plea|verdict|party)))"
        rf"|(?<!was )(?<!were )(?<!been )\bconvicted (?={SOMEBODY}[^.;“”]{{0,60}}\bof\b)",
        "verdict", "after", verdict="guilty", by="jury",
    ),
    _trigger(r"\bfound (?=[^.;“”]{2,60} not guilty\b)", "verdict", "after", verdict="not_guilty", by="jury"),
    _trigger(
        rf"\b{BEEN} (?:acquitted|found not guilty)\b|\bacquitted\b", "verdict", "any", verdict="not_guilty"
    ),
    _trigger(rf"\b{BEEN} found (?:to be )?liable\b", "verdict", verdict="liable"),
    _trigger(
        rf"\bfound (?=(?:(?!\b{NO_ONE}\b|\bliable\b|\bto be\b)[^.;“”]){{2,60}} liable\b)",
        "verdict", "after", verdict="liable", by="jury",
    ),
    _trigger(rf"\b{BEEN} found (?:not (?:to be )?|to be not )liable\b", "verdict", verdict="not_liable"),
    _trigger(
        r"\bfound (?=(?:(?!\bliable\b)[^.;“”]){2,60} not (?:to be )?liable\b)",
        "verdict", "after", verdict="not_liable", by="jury",
    ),
    _trigger(
        rf"\b{BEEN} sentenced to\b"
        r"(?: (?P<sentence>[^.;,“”]{3,80}?)(?= for | by | in (?:the )?(?:death|connection)|[.;,]|$))?"
        r"|\breceived (?:the|a) (?:maximum )?(?:prison |jail )?sentence of (?P<term>[^.;,“”]{3,60}?)(?= for |[.;,]|$)",
        "sentenced",
        by="court",
    ),
    _trigger(
        rf"\b{BEEN} (?:released|freed) "
        r"(?:from (?:[\w’' ]{1,30} )?(?:prison|jail|custody)|on (?:parole|supervision))\b",
        "released",
    ),
    _trigger(
        r"(?<!was )(?<!were )(?<!been )\bsued\b"
        r"|\bfiled (?:an?|another) (?:[\w-]+ ){0,2}?(?:lawsuit|suit|complaint against)\b",
        "filed", "before", by="plaintiff",
    ),
    _trigger(rf"\b{BEEN} sued by\b", "filed", "after", by="plaintiff"),
    _trigger(r"\bwithdrew (?:its|the|her|his|their) appeal\b", "appeal_withdrawn", "any"),
    _trigger(r"\b(?:filed (?:a )?notice of appeal|appealed)\b", "appeal_noticed", "any"),
    _trigger(
        r"\bsettled\b(?= (?:the|a|her|his|their|its) (?:\w+ )?(?:case|lawsuit|suit|claims?))"
        rf"|\b(?:lawsuit|suit) {BEEN} settled\b|\breached a settlement\b",
        "settled", "any",
    ),
    _trigger(rf"\b{BEEN} (?:shot and killed|killed|fatally shot)\b", "event"),
)  # fmt: skip

# Every trigger contains one of these, so most sentences need no closer look. Matches lowercase text.
HINT = re.compile(
    r"dropped|dismissed|withdr|threw out|tossed|thrown out|charge|indict|arraigned|plea|pled|trial|convicted|guilty"
    r"|acquitted|liable|sentence|released|freed|sued|suit|complaint|appeal|settle|killed|shot"
)

# Kinds and verdicts that occur in only one of the two types of case; for the rest, the sentence has to tell.
CIVIL_ONLY = frozenset(["filed", "settled", "liable", "not_liable"])
CRIMINAL_ONLY = frozenset(
    ["announced", "charged", "arraigned", "pleaded", "nolle_prosequi", "sentenced", "released", "guilty", "not_guilty"]
)

# When one of these comes before a trigger in the same clause, it is not a fact: It is denied, hypothetical, requested,
# predicted or only claimed.
UNREAL = re.compile(
    r"\b(?:not|never|neither|nor|nobody|no one|\w+n[’']t|denied|denies|no longer|without being|if|whether|unless|would|"
    r"could|might|should|expected to|set to|scheduled to|likely to|to be|to have been|asked|urged|hope[sd]? (?:to|for)|"
    r"want(?:s|ed)? to|threatened to|refused to|moved (?:for|to)|motion (?:for|to)|sought|seeks|requested|avoided|"
    r"claim(?:s|ed)|alleg(?:es|ing)|alleged (?:that|she|he|they)|allegedly|falsely|wrongly|mistakenly|rumou?red|"
    r"as though|almost|nearly|"
    r"(?-i:may|can|will|shall))\b",  # May is also a month and Will a name
    re.I,
)
OFFENSES = (
    "involuntary manslaughter", "voluntary manslaughter", "vehicular manslaughter", "manslaughter",
    "tampering with evidence", "negligent homicide", "negligent use of a deadly weapon", "second-degree murder",
    "first-degree murder", "murder", "malicious prosecution", "civil rights violations", "wrongful death", "defamation",
    "negligence", "fraud", "wire fraud", "perjury", "obstruction of justice", "assault", "battery", "conspiracy",
    "theft", "embezzlement",
)  # fmt: skip
