from django import template
from django.utils.html import format_html

from people.dates import PartialDate

register = template.Library()


@register.filter
def partial(value: PartialDate | None) -> str:
    """A partial date for readers, as a `<time>` that machines can read at the same precision."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', str(value), value.reader)
