"""Numbers that an address names."""

# More digits than a column of numbers can hold would be an error of the database.
MOST_DIGITS = 9


def may_be_number(text: str) -> bool:
    """Whether a text is digits that a column of numbers can hold."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
