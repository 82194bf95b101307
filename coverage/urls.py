from django.urls import path, register_converter

from coverage import embeds, exports, following, ninjs, oembed, sitemaps, timeline_exports, views
from coverage.feeds import views as feeds
from coverage.pictures import serving
from coverage.search import views as search_views


class FeedFormat:
    regex = "rss|atom|json"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(FeedFormat, "form")

urlpatterns = [
    path("", views.home, name="home"),
    path("films/", views.film_list, name="films"),
    path("films.csv", exports.film_csv, name="films-csv"),
    path("films/<slug:slug>/", views.film_detail, name="film"),
    path("films/<slug:slug>/releases.ics", views.film_calendar, name="film-calendar"),
    path("releases/", views.release_list, name="releases"),
    path("releases.csv", exports.release_csv, name="releases-csv"),
    path("articles/", views.article_list, name="articles"),
    path("articles.csv", exports.article_csv, name="articles-csv"),
    path("articles/<slug:slug>.ninjs.json", ninjs.article_ninjs, name="article-ninjs"),
    path("articles/<slug:slug>/", views.article_detail, name="article"),
    path("quotes/", views.quote_list, name="quotes"),
    path("quotes.csv", exports.quote_csv, name="quotes-csv"),
    path("quotes/<int:pk>/", views.quote_detail, name="quote"),
    path("corrections/", following.correction_list, name="corrections"),
    path("feed.<form:form>", feeds.site_feed, name="feed"),
    path("sections/<slug:kind>/feed.<form:form>", feeds.section_feed, name="section-feed"),
    path("films/<slug:slug>/feed.<form:form>", feeds.film_feed, name="film-feed"),
    path("cases/<slug:slug>/feed.<form:form>", feeds.case_feed, name="case-feed"),
    path("people/<slug:slug>/feed.<form:form>", feeds.person_feed, name="person-feed"),
    path("corrections/feed.<form:form>", feeds.corrections_feed, name="corrections-feed"),
    path("sections/<slug:kind>/", views.section, name="section"),
    path("standards/", views.standards, name="standards"),
    path("timeline/", views.timeline, name="timeline"),
    path("timeline/entries.csv", timeline_exports.timeline_csv, name="timeline-csv"),
    path("timeline/entries.json", timeline_exports.timeline_json, name="timeline-json"),
    path("timeline/timelinejs.json", timeline_exports.timeline_js, name="timeline-js"),
    path("search/", search_views.search, name="search"),
    path("search/suggest", search_views.suggestions, name="search-suggest"),
    path("calendar.ics", views.whole_calendar, name="calendar"),
    path("oembed/", oembed.oembed, name="oembed"),
    path("embed/articles/<slug:slug>/", embeds.article, name="embed-article"),
    path("embed/quotes/<int:pk>/", embeds.quote, name="embed-quote"),
    path("embed/timeline/", embeds.timeline, name="embed-timeline"),
    path("embed/standing/<slug:slug>/", embeds.standing, name="embed-standing"),
    path("sitemap.xml", sitemaps.index, name="sitemap-index"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemaps/news.xml", sitemaps.news, name="sitemap-news"),
    path("sitemaps/<slug:name>-<int:part>.xml", sitemaps.section, name="sitemap"),
    path("media/pictures/<str:name>", serving.picture_file, name="picture-file"),
    path("media/pictures/<str:token>/<str:key>/<str:name>", serving.picture_rendition, name="picture-rendition"),
]
