"""What machines look for at the root of a site, and the site's own pages."""
