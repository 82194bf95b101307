"""The desk's page “Contradictions in the record”: what does not fit, where, and how to fix it."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from coverage.checking import contradictions, gaps

SHOWN = 100  # rows per check; the command lists them all


def contradictions_page(request, site):
    """The page, for `site`; anyone who may see developments may see it."""
    if not request.user.has_perm("legal.view_development"):
        raise PermissionDenied
    found = contradictions()
    lacking = gaps()
    context = {
        **site.each_context(request),
        "title": "Contradictions in the record",
        "found": [(check, several[:SHOWN], len(several)) for check, several in found if several],
        "checks": [check for check, _ in found],
        "lacking": [(check, several[:SHOWN], len(several)) for check, several in lacking if several],
        "total": sum(len(several) for _, several in found),
        "shown": SHOWN,
    }
    return TemplateResponse(request, "admin/contradictions.html", context)
