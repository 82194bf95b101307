"""What readers' pages have in common: filters, page heads, structured data and template functions."""
