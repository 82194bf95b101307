"""Every address. Each app names its own; the admin hangs beside them."""

from django.contrib import admin
from django.urls import include, path

from config import site_files

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("config.api")),
    path("", include("coverage.urls")),
    path("", include("legal.urls")),
    path("", include("people.urls")),
    path("robots.txt", site_files.robots, name="robots"),
    path("site.webmanifest", site_files.manifest, name="manifest"),
    path(".well-known/security.txt", site_files.security, name="security"),
]
