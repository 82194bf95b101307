"""Search: an index that the database keeps, read by a module of its own for each kind of database.

The index only proposes. Every row that leaves here is asked for through its QuerySet's `published()` first.
"""
