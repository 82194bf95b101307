from django import template

from legal.jsonld import case_graph
from people.jsonld import script

register = template.Library()


@register.simple_tag(takes_context=True)
def case_data(context) -> str:
    """The data of a case's page, from what its view has fetched."""
    return script(case_graph(context["case"], context["hearings"], context["developments"]))
