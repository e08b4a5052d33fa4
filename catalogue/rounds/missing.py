"""What is missing before a round may take its next step, in words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Missing:
    """One thing that stands against a step, and the address where it is done."""

    words: str
    address: str = ""

    def __str__(self) -> str:
        return self.words
