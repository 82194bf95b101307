"""Text in, findings out: the quotes, dates and people of an article, as exact character offsets.

Pure functions over a string. No Django, no database, nothing from elsewhere but `people.names`.
"""
