"""Summarizes many charges in few lines without losing one, for a person, a proceeding or a film.

Pure: no Django, no database. A split verdict stays split: charges share a line only if the same words apply to both.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from legal.standing.fold import Standing
from legal.standing.states import State
from legal.standing.wording import short

# Charges that ended without a finding against the party come first.
LEADING = (
    State.ACQUITTED, State.ACQUITTED_BY_COURT, State.INSANITY, State.NOT_LIABLE, State.DISMISSED, State.VACATED,
    State.ABATED, State.EXPUNGED, State.PARDONED,
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """The words for one or several charges, and these charges in their order."""

    words: str
    charges: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.words}: {', '.join(self.charges)}"


def summary(charges: Iterable[tuple[str, Standing]]) -> list[Line]:
    """One Line for each different standing among `charges`, pairs of a charge's name and where it stands.

    Every charge is in exactly one line, as often as it came. Charges that ended well for the accused come first; within
    that, lines are in the order of their first charge.
    """
    lines: dict[str, list[str]] = {}
    leads: dict[str, bool] = {}
    for name, standing in charges:
        words = short(standing)
        lines.setdefault(words, []).append(name)
        leads[words] = standing.state in LEADING and not (standing.unclear or standing.sealed)
    ordered = sorted(lines, key=lambda words: not leads[words])
    return [Line(words, tuple(lines[words])) for words in ordered]
