from django.urls import path, register_converter

from coverage import embeds, following, oembed, sitemaps, views
from coverage.feeds import views as feeds


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
    path("films/<slug:slug>/", views.film_detail, name="film"),
    path("films/<slug:slug>/releases.ics", views.film_calendar, name="film-calendar"),
    path("articles/", views.article_list, name="articles"),
    path("articles/<slug:slug>/", views.article_detail, name="article"),
    path("quotes/", views.quote_list, name="quotes"),
    path("quotes/<int:pk>/", views.quote_detail, name="quote"),
    path("corrections/", following.correction_list, name="corrections"),
    path("feed.<form:form>", feeds.site_feed, name="feed"),
    path("sections/<slug:kind>/feed.<form:form>", feeds.section_feed, name="section-feed"),
    path("films/<slug:slug>/feed.<form:form>", feeds.film_feed, name="film-feed"),
    path("cases/<slug:slug>/feed.<form:form>", feeds.case_feed, name="case-feed"),
    path("people/<slug:slug>/feed.<form:form>", feeds.person_feed, name="person-feed"),
    path("corrections/feed.<form:form>", feeds.corrections_feed, name="corrections-feed"),
    path("timeline/", views.timeline, name="timeline"),
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
]
