"""What readers and their programs get, one module per page."""
