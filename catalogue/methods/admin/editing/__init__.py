"""Entering with care: nobody's words are lost when two persons work on one record."""
