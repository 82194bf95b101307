"""What readers' pages have in common: filters, heads, data for machines, what templates may use."""
