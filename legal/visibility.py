"""What makes sources visible to readers, as the apps above define it."""

from web.registry import Registry

# Functions of a past moment (None: now) that return a queryset of public articles; each has a `source`.
PUBLIC_ARTICLES = Registry("Which articles that serve as sources may readers see?")
