"""Pictures: what may be uploaded, the renditions that readers get, and where the files are stored."""
