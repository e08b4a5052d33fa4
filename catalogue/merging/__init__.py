"""Merging two records of one kind, with all that is attached to either.

Knows no room: an app says what becomes of its own rows (`relations.py`), and writes the
work function that merges its records (`places/merging/`, `methods/merging/`).
"""
