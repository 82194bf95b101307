"""Every absolute URL is made in one place, from the site's own."""

import pytest

from web.addresses import absolute_url


@pytest.mark.parametrize("path", ["/", "/films/?after=x#top"])
def test_it_puts_the_site_before_a_path(settings, path):
    settings.SITE_URL = "https://film.example.org"
    assert absolute_url(path) == f"https://film.example.org{path}"


def test_it_leaves_a_url_that_is_absolute_alone():
    assert absolute_url("https://static.example.org/a.png") == "https://static.example.org/a.png"
