"""What a person is told when the catalogue cannot run here."""


class Problem(Exception):
    """One sentence on what is wrong and what helps, printed without a traceback."""
