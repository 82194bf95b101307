"""Feeds: what is new or has been corrected, as RSS 2.0, Atom 1.0 and JSON Feed 1.1, with the full text.

`shape.py` says what a feed and an entry are and `formats.py` writes them, both without a database; `telling.py` turns
articles, notes, developments and releases into entries; `views.py` chooses them.
"""
