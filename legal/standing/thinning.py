"""Removes from a long history what cannot change the standing, before it is folded.

Pure: no Django, no database. A docket is mostly motions and orders. They change nothing, but the fold still checks
whether each one fits. Between two steps that move the charge, one fact of each kind answers for all of them.
"""

from collections.abc import Iterable

from legal.standing.fold import Fact, step_of


def moves(fact: Fact) -> bool:
    """Whether a fact can change where its charge stands, or what may come next: a motion or an order cannot."""
    step = step_of(fact)
    return step is None or step.moves or step.keeps or step.restores or bool(fact.override_reason)


def thinned(facts: Iterable[Fact]) -> list[Fact]:
    """`facts` (all of them known) in order, without those that a fold would treat like an earlier one.

    Only facts with an exact day are removed: one dated by a month may wait for its turn (decision 0004).
    """
    kept: list[Fact] = []
    seen: set[tuple[str, str]] = set()
    for fact in sorted(facts, key=lambda fact: fact.order):
        key = (fact.kind, fact.plea or fact.verdict)
        if moves(fact) or not fact.occurred.is_day:
            seen.clear()
        elif key in seen:
            continue
        else:
            seen.add(key)
        kept.append(fact)
    return kept
