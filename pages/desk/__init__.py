"""Views of the desk that need more than one app."""
