"""Pictures: what may be uploaded, the renditions readers are sent, and where the files are."""
