"""The record: courts, proceedings, parties, charges, developments, hearings and their sources."""

from legal.models.calendar_entry import CalendarEntry
from legal.models.charge import Charge
from legal.models.development import Development
from legal.models.hearing import Hearing
from legal.models.link import ProceedingLink
from legal.models.party import Party
from legal.models.proceeding import Court, Proceeding
from legal.models.source import Source

__all__ = [
    "CalendarEntry",
    "Charge",
    "Court",
    "Development",
    "Hearing",
    "Party",
    "Proceeding",
    "ProceedingLink",
    "Source",
]
