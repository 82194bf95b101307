"""What axe finds wrong on a page (WCAG 2.2 AA)."""

from axe_playwright_python.sync_playwright import Axe

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RULES = {"runOnly": {"type": "tag", "values": [*WCAG, "best-practice"]}}
# The admin's own pages are Django's; what we add to them must not add a fault.
DESK_RULES = {"runOnly": {"type": "tag", "values": [*WCAG]}}
# A scheme of colors changes nothing else.
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
STILL = "Promise.allSettled(document.getAnimations().map(each => each.finished))"


def faults(page, rules=RULES) -> list[str]:
    """In words, once nothing moves: half faded in, a colour has less contrast than it will have."""
    page.evaluate(STILL)
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{page.url}: {v['id']}: {n['target']} {n.get('failureSummary', '')}" for v in found for n in v["nodes"]]
