from django.urls import path

from coverage import timeline_exports, views

urlpatterns = [
    path("", views.home, name="home"),
    path("films/", views.film_list, name="films"),
    path("films/<slug:slug>/", views.film_detail, name="film"),
    path("films/<slug:slug>/releases.ics", views.film_calendar, name="film-calendar"),
    path("articles/", views.article_list, name="articles"),
    path("articles/<slug:slug>/", views.article_detail, name="article"),
    path("quotes/", views.quote_list, name="quotes"),
    path("quotes/<int:pk>/", views.quote_detail, name="quote"),
    path("sections/<slug:kind>/", views.section, name="section"),
    path("standards/", views.standards, name="standards"),
    path("timeline/", views.timeline, name="timeline"),
    path("timeline/entries.csv", timeline_exports.timeline_csv, name="timeline-csv"),
    path("timeline/entries.json", timeline_exports.timeline_json, name="timeline-json"),
    path("timeline/timelinejs.json", timeline_exports.timeline_js, name="timeline-js"),
    path("calendar.ics", views.whole_calendar, name="calendar"),
]
