"""What the tests of searching share."""

import pytest

from tests.factories import ArticleFactory, FilmFactory, PersonFactory, ProceedingFactory, QuoteFactory


@pytest.fixture
def lantern():
    """A document of each kind that has the word."""
    film = FilmFactory(title="The Lantern", summary="A film about a ferry.")
    case = ProceedingFactory(caption="State v. Lantern", summary="A case about a ferry.")
    person = PersonFactory(name="Ida Lantern", description="captain of a ferry")
    article = ArticleFactory(
        headline="Lantern goes out", published=True, body="<p>The lantern went out over the harbor.</p>"
    )
    quote = QuoteFactory(words="We saw the lantern.", speaker__name="Bo Hale", article__headline="What they saw")
    return {"film": film, "case": case, "person": person, "article": article, "quote": quote}
