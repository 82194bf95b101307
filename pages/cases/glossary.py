"""The glossary of legal terms."""

from django.shortcuts import render

from legal.glossary import GROUPS


def glossary(request):
    return render(request, "cases/glossary.html", {"groups": GROUPS})
