"""What every page shares; it knows no model of the apps above it."""
