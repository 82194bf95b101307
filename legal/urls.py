from django.urls import path, re_path

from legal import views

urlpatterns = [
    path("cases/", views.case_list, name="cases"),
    path("cases.csv", views.case_csv, name="cases-csv"),
    path("cases/glossary/", views.glossary, name="glossary"),  # before the cases: no case has this address
    path("cases/<slug:slug>/", views.case_detail, name="case"),
    path("cases/<slug:slug>/hearings.ics", views.case_calendar, name="case-calendar"),
    # The names that `legal/files.py` gives, and no other: PostgreSQL cannot even look for some.
    re_path(
        r"^sources/(?P<name>[0-9a-f]{2}/[0-9a-f]{64}[A-Za-z0-9_]*\.[a-z]+)$", views.source_file, name="source-file"
    ),
]
