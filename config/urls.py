"""Every address. Each app names its own; the admin hangs beside them."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("coverage.urls")),
    path("", include("legal.urls")),
    path("", include("people.urls")),
]
