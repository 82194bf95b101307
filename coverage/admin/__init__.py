"""The coverage, for editors: films, articles and their states, imports, and the review of findings."""

from coverage.admin import article, film, intake, picture

__all__ = ["article", "film", "intake", "picture"]
