"""What machines look for at the root of a site: robots.txt, security.txt, the web manifest."""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from web.addresses import absolute_url

PLAIN = "text/plain; charset=utf-8"
PAPER = "#fcfaf6"
ICONS = ((192, "img/icon-192.png"), (512, "img/icon-512.png"))


@require_safe
def robots(request):
    """Crawlers may read everything except the desk and the search, whose pages are endless."""
    lines = ["User-agent: *", f"Disallow: {reverse('admin:index')}", "Disallow: /search/", ""]
    lines.append(f"Sitemap: {absolute_url(reverse('sitemap-index'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@require_safe
def security(request):
    """Whom to contact about a vulnerability (RFC 9116). Raises Http404 without a contact or after it expires."""
    expires = settings.SECURITY_EXPIRES
    if not settings.SECURITY_CONTACT or expires is None or expires <= timezone.now():
        raise Http404("No contact is set.")
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACT]
    lines.append(f"Expires: {expires.isoformat(timespec='seconds')}")
    lines += ["Preferred-Languages: en", f"Canonical: {absolute_url(reverse('security'))}"]
    # It expires by the clock, so caches must revalidate it.
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN, headers={"Cache-Control": "no-cache"})


@require_safe
def manifest(request):
    """The web app manifest, with which a phone can install the site."""
    icons = [{"src": static(path), "sizes": f"{size}x{size}", "type": "image/png"} for size, path in ICONS]
    properties = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME[:12],
        "start_url": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return JsonResponse(properties, content_type="application/manifest+json")
