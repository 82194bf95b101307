"""Articles, sections and corrections."""
