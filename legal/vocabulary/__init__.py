"""Legal terms as data: a stable value, the label that readers see, and a definition in plain English.

Pure: no Django, no database. Each module covers one subject and cites the sources of its lists; import everything from
this package. In all of them:

- the events and outcomes of a case follow the National Center for State Courts' *State Court Guide to Statistical
  Reporting* (manners of disposition, reopened and reactivated cases, trial by jury and by bench);
- charge dispositions, pleas and the parts of a sentence follow the Justice domain of NIEM that OASIS *Electronic Court
  Filing* 5 builds on;
- New Mexico's usage (information or indictment, bound over, no contest, conditional discharge) follows its Rules of
  Criminal Procedure for the District Courts (NMRA 5-) and Rules of Civil Procedure (NMRA 1-); removal, remand, default
  and summary judgment follow the Federal Rules and 28 U.S.C. 1441-1447.

Terms that the law distinguishes are never merged: a *nolle prosequi* comes from the prosecution, a dismissal from the
court; a verdict is neither a judgment nor a sentence; a hung jury is not an acquittal.
"""

from legal.vocabulary.charges import ChargeRelation
from legal.vocabulary.details import Actor, Ground, Instrument, Manner, Plea, Prejudice, SentencePart, Side, Verdict
from legal.vocabulary.developments import CALLED_FOR, DETAILS, REQUIRED, DevelopmentKind, Stage
from legal.vocabulary.proceedings import HearingKind, HearingState, LinkKind, ProceedingKind, Role
from legal.vocabulary.sources import SourceKind
from legal.vocabulary.word import Word

__all__ = [
    "CALLED_FOR",
    "DETAILS",
    "REQUIRED",
    "Actor",
    "ChargeRelation",
    "DevelopmentKind",
    "Ground",
    "HearingKind",
    "HearingState",
    "Instrument",
    "LinkKind",
    "Manner",
    "Plea",
    "Prejudice",
    "ProceedingKind",
    "Role",
    "SentencePart",
    "Side",
    "SourceKind",
    "Stage",
    "Verdict",
    "Word",
]
