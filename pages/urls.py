"""Every address that readers and their programs use, and the page that answers it."""

from django.urls import include, path, re_path, register_converter

from pages import home
from pages.articles import corrections, ninjs, sections
from pages.articles import detail as article
from pages.articles import list as articles
from pages.calendars import whole
from pages.cases import calendar as case_calendar
from pages.cases import detail as case
from pages.cases import glossary, source_file
from pages.cases import list as cases
from pages.embeds import frames, oembed
from pages.feeds import views as feeds
from pages.films import calendar as film_calendar
from pages.films import detail as film
from pages.films import list as films
from pages.films import releases
from pages.people import detail as person
from pages.people import list as people
from pages.quotes import detail as quote
from pages.quotes import list as quotes
from pages.search import page as search
from pages.site import pictures, sitemaps, standards, well_known
from pages.timeline import exports as timeline_exports
from pages.timeline import page as timeline


class FeedFormat:
    regex = "rss|atom|json"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(FeedFormat, "form")

urlpatterns = [
    path("", home.home, name="home"),
    path("films/", films.film_list, name="films"),
    path("films.csv", films.film_csv, name="films-csv"),
    path("films/<slug:slug>/", film.film_detail, name="film"),
    path("films/<slug:slug>/releases.ics", film_calendar.film_calendar, name="film-calendar"),
    path("releases/", releases.release_list, name="releases"),
    path("releases.csv", releases.release_csv, name="releases-csv"),
    path("articles/", articles.article_list, name="articles"),
    path("articles.csv", articles.article_csv, name="articles-csv"),
    path("articles/<slug:slug>.ninjs.json", ninjs.article_ninjs, name="article-ninjs"),
    path("articles/<slug:slug>/", article.article_detail, name="article"),
    path("quotes/", quotes.quote_list, name="quotes"),
    path("quotes.csv", quotes.quote_csv, name="quotes-csv"),
    path("quotes/<int:pk>/", quote.quote_detail, name="quote"),
    path("corrections/", corrections.correction_list, name="corrections"),
    path("cases/", cases.case_list, name="cases"),
    path("cases.csv", cases.case_csv, name="cases-csv"),
    path("cases/glossary/", glossary.glossary, name="glossary"),  # before the cases: no case may have this slug
    path("cases/<slug:slug>/", case.case_detail, name="case"),
    path("cases/<slug:slug>/hearings.ics", case_calendar.case_calendar, name="case-calendar"),
    # The names that `legal/files.py` gives and no others: PostgreSQL refuses to search for some characters.
    re_path(
        r"^sources/(?P<name>[0-9a-f]{2}/[0-9a-f]{64}[A-Za-z0-9_]*\.[a-z]+)$",
        source_file.source_file,
        name="source-file",
    ),
    path("people/", people.person_list, name="people"),
    path("people.csv", people.person_csv, name="people-csv"),
    path("people/<slug:slug>/", person.person_detail, name="person"),
    path("feed.<form:form>", feeds.site_feed, name="feed"),
    path("sections/<slug:kind>/feed.<form:form>", feeds.section_feed, name="section-feed"),
    path("films/<slug:slug>/feed.<form:form>", feeds.film_feed, name="film-feed"),
    path("cases/<slug:slug>/feed.<form:form>", feeds.case_feed, name="case-feed"),
    path("people/<slug:slug>/feed.<form:form>", feeds.person_feed, name="person-feed"),
    path("corrections/feed.<form:form>", feeds.corrections_feed, name="corrections-feed"),
    path("sections/<slug:kind>/", sections.section, name="section"),
    path("standards/", standards.standards, name="standards"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/entries.csv", timeline_exports.timeline_csv, name="timeline-csv"),
    path("timeline/entries.json", timeline_exports.timeline_json, name="timeline-json"),
    path("timeline/timelinejs.json", timeline_exports.timeline_js, name="timeline-js"),
    path("search/", search.search, name="search"),
    path("search/suggest", search.suggestions, name="search-suggest"),
    path("calendar.ics", whole.whole_calendar, name="calendar"),
    path("oembed/", oembed.oembed, name="oembed"),
    path("embed/articles/<slug:slug>/", frames.article, name="embed-article"),
    path("embed/quotes/<int:pk>/", frames.quote, name="embed-quote"),
    path("embed/timeline/", frames.timeline, name="embed-timeline"),
    path("embed/standing/<slug:slug>/", frames.standing, name="embed-standing"),
    path("sitemap.xml", sitemaps.index, name="sitemap-index"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemaps/news.xml", sitemaps.news, name="sitemap-news"),
    path("sitemaps/<slug:name>-<int:part>.xml", sitemaps.section, name="sitemap"),
    path("media/pictures/<str:name>", pictures.picture_file, name="picture-file"),
    path("media/pictures/<str:token>/<str:key>/<str:name>", pictures.picture_rendition, name="picture-rendition"),
    path("robots.txt", well_known.robots, name="robots"),
    path("site.webmanifest", well_known.manifest, name="manifest"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("api/v1/", include("pages.api.urls")),
]
