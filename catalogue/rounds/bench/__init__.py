"""A catalogue of any size to try things out on, in a database of its own."""
