"""Whole answers, kept until the database says that something readers may see has changed (decision 0019)."""
