"""The read-only API: the same filter, the same public rows, as JSON."""
