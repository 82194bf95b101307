"""What makes people and organizations visible to readers, as far as the apps above say so."""

from web.registry import Registry

# Functions that return a queryset of public rows with an `organization`: readers see an organization that one names.
NAMES_ORGANIZATIONS = Registry("Which public rows name an organization?")
