"""The filtered list of methods as a file to take away."""
