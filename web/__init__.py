"""What every page shares, whatever it shows."""
