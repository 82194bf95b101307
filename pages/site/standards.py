"""How the newsroom works: a text of ours."""

from django.shortcuts import render


def standards(request):
    return render(request, "site/standards.html")
