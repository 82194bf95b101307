"""Search: an index that the database maintains, read by a separate module for each kind of database.

The index only proposes. Every row that leaves this package is first fetched through its QuerySet's `published()`.
"""
