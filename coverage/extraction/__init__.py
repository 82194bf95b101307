"""Takes text and returns findings: the quotes, dates and people in an article, as exact character offsets.

Pure functions over a string: no Django, no database and no imports from the rest of the project except `people.names`.
"""
