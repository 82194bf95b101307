"""What `manage.py check` says of settings that are read but cannot hold for long."""

from datetime import timedelta

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.utils import timezone

SOON = timedelta(days=14)


@register(Tags.security)
def security_txt(app_configs, **kwargs):
    """security.txt must not be stale (RFC 9116, 2.5.5), and one that is ends up unseen."""
    if not settings.SECURITY_CONTACT:
        return []
    expires, now = settings.SECURITY_EXPIRES, timezone.now()
    if expires is None:
        sentence, number = "SECURITY_CONTACT is set without SECURITY_EXPIRES, so there is no security.txt.", 1
    elif expires <= now:
        sentence, number = "SECURITY_EXPIRES has passed, so there is no security.txt any more.", 2
    elif expires <= now + SOON:
        sentence, number = "SECURITY_EXPIRES passes within two weeks.", 3
    else:
        return []
    return [Warning(sentence, hint="Set a day up to a year ahead.", id=f"intercut.W{number:03}")]
