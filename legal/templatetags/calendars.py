from urllib.parse import urlsplit

from django import template
from django.conf import settings

register = template.Library()


@register.filter
def webcal(path: str) -> str:
    """The address at which calendar programs subscribe, rather than copy once."""
    return f"webcal://{urlsplit(settings.SITE_URL).netloc}{path}"
