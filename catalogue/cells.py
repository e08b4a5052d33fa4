"""Texts as a table holds them: nothing in them can run, nothing is lost."""

import datetime

Cell = str | int | float | bool | datetime.date | None

# A spreadsheet may take a text for a formula that begins with one of these, after
# blanks too: owasp.org, "CSV Injection". Full-width forms run in East Asian versions.
_STARTS_A_FORMULA = tuple("=+-@＝＋－＠")
_STARTS_A_CELL = tuple("\t\r\n")
APOSTROPHE = "'"

# What one cell of Excel and WPS holds at most, in UTF-16 code units.
LONGEST_CELL = 32_767


def may_run(text: str) -> bool:
    """Whether a spreadsheet that opens the text could take it for a formula."""
    if text[:1].isalnum():
        return False  # nearly every text, and this takes a tenth of the time
    return text.startswith(_STARTS_A_CELL) or text.lstrip().startswith(
        _STARTS_A_FORMULA
    )


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet might run it.

    A text that begins with an apostrophe gets one more; so taking one away from
    every cell that begins with one gives back what was written.
    """
    if may_run(text) or text.startswith(APOSTROPHE):
        return APOSTROPHE + text
    return text


def shortened(text: str) -> str:
    """The text as far as one cell of a workbook holds it."""
    # One sign may take two units of the cell.
    if 2 * len(text) <= LONGEST_CELL:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"
