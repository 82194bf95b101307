"""The law's own words, as data: a stable value, the words readers see, and a definition in plain English.

Pure: no Django, no database. One module a list; everything is to be imported from here. Each module says where its list
comes from. In all of them:

- the events and outcomes of a case follow the National Center for State Courts' *State Court Guide to Statistical
  Reporting* (manners of disposition, reopened and reactivated cases, trial by jury and by bench);
- charge dispositions, pleas and the parts of a sentence follow the Justice domain of NIEM that OASIS *Electronic Court
  Filing* 5 builds on;
- New Mexico's usage (information or indictment, bound over, no contest, conditional discharge) follows its Rules of
  Criminal Procedure for the District Courts (NMRA 5-) and Rules of Civil Procedure (NMRA 1-); removal, remand, default
  and summary judgment follow the Federal Rules and 28 U.S.C. 1441-1447.

Words that the law keeps apart are never merged: a *nolle prosequi* is the prosecution's, a dismissal the court's; a
verdict is no judgment and no sentence; a hung jury is no acquittal.
"""

from legal.vocabulary.charges import ChargeRelation
from legal.vocabulary.details import Actor, Ground, Instrument, Manner, Plea, Prejudice, SentencePart, Side, Verdict
from legal.vocabulary.developments import CALLED_FOR, DETAILS, REQUIRED, DevelopmentKind, Stage
from legal.vocabulary.proceedings import HearingState, LinkKind, ProceedingKind, Role
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
