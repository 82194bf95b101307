"""The record at the desk."""

from legal.admin import case, hearing

__all__ = ["case", "hearing"]
