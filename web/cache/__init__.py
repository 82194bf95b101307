"""The page cache: whole responses, kept until the database says that public data has changed (decision 0019)."""
