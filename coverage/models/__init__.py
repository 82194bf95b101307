"""The film, the articles, the quotes, and everything that joins them to the record."""

from coverage.models.article import (
    Article,
    ArticleFilm,
    ArticlePerson,
    ArticleProceeding,
    Byline,
    Outlet,
    Relation,
)
from coverage.models.correction import Correction
from coverage.models.digest import SentDigest
from coverage.models.film import Credit, Film, Release
from coverage.models.intake import Decision, Finding, ImportBatch, ImportRow, Revision
from coverage.models.picture import Picture
from coverage.models.quote import Quote

__all__ = [
    "Article",
    "ArticleFilm",
    "ArticlePerson",
    "ArticleProceeding",
    "Byline",
    "Correction",
    "Credit",
    "Decision",
    "Film",
    "Finding",
    "ImportBatch",
    "ImportRow",
    "Outlet",
    "Picture",
    "Quote",
    "Relation",
    "Release",
    "Revision",
    "SentDigest",
]
