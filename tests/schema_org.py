"""Checks JSON-LD against schema.org, with the facts in `schema_org.json`: which types there are, what each may have.

A new type or property is added to the words below, and the facts are read again from the npm package schema-dts:
`python -m tests.schema_org node_modules/schema-dts/dist/schema.d.ts`.
"""

import json
import re
import sys
from pathlib import Path

FACTS = Path(__file__).with_suffix(".json")
TYPES = """
    Article BackgroundNewsArticle BreadcrumbList BroadcastEvent CorrectionComment CreativeWork EntryPoint Event
    ImageObject ListItem Movie NewsArticle NewsMediaOrganization OnDemandEvent OpinionNewsArticle Organization Person
    Place ProfilePage PublicationEvent QuantitativeValue Quotation ReviewNewsArticle ScreeningEvent SearchAction
    Thing WebPage WebSite
""".split()
PROPERTIES = """
    about actor address alternateName author birthDate breadcrumb caption citation contributor correction
    correctionsPolicy creator creditText datePublished dateCreated dateModified deathDate description director editor
    endDate ethicsPolicy eventStatus headline height identifier image inLanguage isBasedOn isPartOf item
    itemListElement itemReviewed lastReviewed location logo mainEntity mainEntityOfPage mentions musicBy name position
    potentialAction previousStartDate producer productionCompany publishedBy publisher publishingPrinciples query
    releasedEvent startDate target text translator unitCode url urlTemplate value
    verificationFactCheckingPolicy width workPresented
""".split()
SHAPES = {
    "Text": r".+",
    "URL": r"https?://[^\s<>\"]+",
    "Date": r"\d{4}(-\d\d(-\d\d)?)?",
    "DateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)",
}
NUMBERS = {"Integer", "Number", "Float"}


def faults(document: dict) -> list[str]:
    """What is wrong with a JSON-LD document, in a sentence each."""
    facts = json.loads(FACTS.read_text())
    found = [] if document.get("@context") == "https://schema.org" else ["The context is not schema.org."]
    return found + [fault for node in document["@graph"] for fault in _node(node, facts, node.get("@type", "?"))]


def _node(node: dict, facts: dict, path: str) -> list[str]:
    kind = node.get("@type")
    if kind not in facts["types"]:
        return [f"{path}: there is no type “{kind}” here."]
    found = []
    for name, value in node.items():
        if name == "@id":
            found += [] if re.fullmatch(SHAPES["URL"], value) else [f"{path}: “{value}” is no address."]
        elif name != "@type":
            found += _property(kind, name, value, facts, f"{path}.{name}")
    return found


def _property(kind: str, name: str, value: object, facts: dict, path: str) -> list[str]:
    if name == "query-input" and kind == "SearchAction":  # an input of the property `query` of an action
        return [] if isinstance(value, str) else [f"{path}: not a text."]
    told = facts["properties"].get(name)
    if told is None or not {kind, *facts["types"][kind]} & set(told["on"]):
        return [f"{path}: {kind} has no such property."]
    values = value if isinstance(value, list) else [value]
    return [fault for one in values for fault in _value(one, told["takes"], facts, path)]


def _value(value: object, takes: list[str], facts: dict, path: str) -> list[str]:
    if isinstance(value, dict) and set(value) == {"@id"}:
        return [] if re.fullmatch(SHAPES["URL"], value["@id"]) else [f"{path}: “{value['@id']}” is no address."]
    if isinstance(value, dict):
        kind = value.get("@type", "")
        fits = {kind, *facts["types"].get(kind, [])} & set(takes)
        return _node(value, facts, f"{path}.{kind}") if fits else [f"{path}: takes {takes}, not {kind}."]
    if isinstance(value, int) and not isinstance(value, bool):
        return [] if NUMBERS & set(takes) else [f"{path}: takes {takes}, no number."]
    members = [member for kind in takes for member in facts["members"].get(kind, [])]
    shapes = [SHAPES[kind] for kind in takes if kind in SHAPES]
    fits = isinstance(value, str) and (value in members or any(re.fullmatch(s, value, re.S) for s in shapes))
    return [] if fits else [f"{path}: takes {takes}, not “{value}”."]


def read(text: str) -> dict:
    """The facts of TYPES and PROPERTIES from schema-dts's types."""
    bases = dict(re.findall(r"^(?:export )?interface (\w+?)(?:Base)? extends ([^{]+) \{", text, re.M))
    parents = {}
    for name in {name.removesuffix("Leaf") for name in bases}:
        above = bases.get(name) or bases.get(f"{name}Leaf", "")
        parents[name] = [part.removesuffix("Base") for part in re.findall(r"\b\w+Base\b", above)]
    bodies = re.findall(r"^(?:export )?interface (\w+)Base extends [^{]+\{\n(.*?)^\}", text, re.M | re.S)
    properties: dict[str, dict[str, set[str]]] = {}
    for kind, body in bodies:
        for name, takes in re.findall(r'^    "(\w+)"\?: SchemaValue<(.*), "\w+">;', body, re.M):
            told = properties.setdefault(name, {"on": set(), "takes": set()})
            told["on"].add(kind)
            told["takes"] |= set(takes.split(" | ")) - {"IdReference"}
    statuses = re.search(r"^export type EventStatusType = (.*);", text, re.M)
    return {
        "types": {kind: sorted(_above(kind, parents)) for kind in TYPES},
        "properties": {name: {key: sorted(of) for key, of in properties[name].items()} for name in PROPERTIES},
        "members": {"EventStatusType": re.findall(r'"(https://[^"]+)"', statuses[1]) if statuses else []},
    }


def _above(kind: str, parents: dict[str, list[str]]) -> set[str]:
    found = set(parents[kind]) - {kind}
    return found.union(*(_above(parent, parents) for parent in found)) if found else found


if __name__ == "__main__":
    facts = read(Path(sys.argv[1]).read_text())
    FACTS.write_text(json.dumps(facts, sort_keys=True, separators=(",", ":")).replace('},"', '},\n"') + "\n")
