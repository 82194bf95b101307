"""What every form of the desk shares; it knows no model of the apps above it."""
