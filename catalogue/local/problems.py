"""What a person is told when the catalogue cannot run here."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

SENTENCES = {
    errno.ENOSPC: "The disk is full",
    errno.EDQUOT: "The disk quota is used up",
    errno.EROFS: "The disk can only be read",
    errno.ENOTDIR: "A file is where a directory should be",
    errno.EACCES: "This account may not write",
    errno.EPERM: "This account may not change",
}


class Problem(Exception):
    """One sentence on what is wrong and what helps, printed without a traceback."""


@contextmanager
def disk_errors_as_problems() -> Iterator[None]:
    """Raise Problem for a full disk or a file of somebody else; others pass."""
    try:
        yield
    except OSError as error:
        if error.errno not in SENTENCES:
            raise
        place = f" ({error.filename})" if error.filename else ""
        raise Problem(f"{SENTENCES[error.errno]}{place}.") from None
