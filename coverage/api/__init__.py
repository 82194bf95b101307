"""The coverage in the read-only API: articles, quotes, films, releases, the timeline."""
