"""What stands in every page's head: its title and description once, its one address, the data for machines."""

from html import unescape
from urllib.parse import urlencode

from django import template

from people import jsonld

register = template.Library()
LONGEST = 200  # characters of a description: what search results and cards show


class CaptureNode(template.Node):
    """Keeps what its part of the template says under a name, so that a block's text can be used twice."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist, name):
        self.nodelist, self.name = nodelist, name

    def render(self, context):
        context[self.name] = unescape(" ".join(self.nodelist.render(context).split()))
        return ""


@register.tag
def capture(parser, token):
    """`{% capture name %}…{% endcapture %}`: the plain text of what is between, to be escaped where it is used."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, name)


@register.filter
def short_description(text: str) -> str:
    """No longer than `LONGEST`, cut after a word."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - 1].rsplit(' ', 1)[0].rstrip(' ,;:.–—')}…"


@register.filter
def whole(path: str) -> str:
    """The whole address of a path of ours."""
    return jsonld.address(path)


@register.simple_tag(takes_context=True)
def canonical(context) -> str:
    """The address a page is known by: without filters and views of other days, with the place in a long list."""
    request = context["request"]
    after = request.GET.get("after") if set(request.GET) == {"after"} else ""
    return jsonld.address(request.path) + (f"?{urlencode({'after': after})}" if after else "")


@register.simple_tag(takes_context=True)
def page_data(context) -> str:
    """The data of a page that is about nothing else: a list, the glossary, a text of ours."""
    return jsonld.script([jsonld.web_page("WebPage", context["head_title"], context["request"].path)])


@register.simple_tag(takes_context=True)
def person_data(context) -> str:
    return jsonld.script(jsonld.person_graph(context["person"]))
