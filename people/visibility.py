"""What makes organizations visible to readers, as the apps above define it."""

from web.registry import Registry

# Functions that return a queryset of public rows with an `organization`: readers see an organization that one names.
NAMES_ORGANIZATIONS = Registry("Which public rows name an organization?")
