from django.urls import path

from people import views

urlpatterns = [
    path("people/", views.person_list, name="people"),
    path("people.csv", views.person_csv, name="people-csv"),
    path("people/<slug:slug>/", views.person_detail, name="person"),
]
