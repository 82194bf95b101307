from django.urls import path

from coverage import views
from coverage.search import views as search_views

urlpatterns = [
    path("", views.home, name="home"),
    path("films/", views.film_list, name="films"),
    path("films/<slug:slug>/", views.film_detail, name="film"),
    path("films/<slug:slug>/releases.ics", views.film_calendar, name="film-calendar"),
    path("articles/", views.article_list, name="articles"),
    path("articles/<slug:slug>/", views.article_detail, name="article"),
    path("quotes/", views.quote_list, name="quotes"),
    path("quotes/<int:pk>/", views.quote_detail, name="quote"),
    path("timeline/", views.timeline, name="timeline"),
    path("search/", search_views.search, name="search"),
    path("search/suggest", search_views.suggestions, name="search-suggest"),
    path("calendar.ics", views.whole_calendar, name="calendar"),
]
