"""The page about our standards."""

from django.shortcuts import render


def standards(request):
    return render(request, "site/standards.html")
