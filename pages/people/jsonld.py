"""Structured data (schema.org) of a person's page."""

from pages.shared.jsonld import Node, node, person_at, web_page
from people.models import Person
from web.addresses import absolute_url


def person_graph(person: Person) -> list[Node]:
    """A person's page. Charges and credits stay on the page, which shows them in full."""
    path = person.get_absolute_url()
    others = [other.name for other in person.other_names.all() if other.kind != "misspelt"]
    profile = node(
        "Person",
        at=person_at(person),
        name=person.name,
        url=absolute_url(path),
        description=person.description,
        alternateName=others,
        birthDate=person.born and str(person.born),
        deathDate=person.died and str(person.died),
    )
    return [web_page("ProfilePage", person.name, path, ("People", "/people/"), mainEntity=profile)]
