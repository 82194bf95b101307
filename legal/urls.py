from django.urls import path

from legal import views

urlpatterns = [
    path("cases/", views.case_list, name="cases"),
    path("cases.csv", views.case_csv, name="cases-csv"),
    path("cases/glossary/", views.glossary, name="glossary"),  # before the cases: no case has this address
    path("cases/<slug:slug>/", views.case_detail, name="case"),
    path("cases/<slug:slug>/hearings.ics", views.case_calendar, name="case-calendar"),
    path("sources/<path:name>", views.source_file, name="source-file"),
]
