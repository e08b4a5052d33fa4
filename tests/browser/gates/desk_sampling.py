"""Which pages of the desk are looked at in a browser, and as whom.

Every page of every role is asked for, and its HTML checked. In the browser each address
is opened as the first role that may, in both languages, or in one of them by turns
where the template is Django's own; as a further role only when there is something on
the page of a kind that no role before had there.
"""

import re
from dataclasses import dataclass

from lxml import html

from catalogue.accounts.roles import Role
from tests.browser.gates.addresses import LANGUAGES, Address
from tests.browser.gates.desk_addresses import is_of_round, is_ours

# Who may do most comes first, so that others seldom have anything more.
ROLES = (
    *(Role.MINISTRY_EDITOR, Role.ROUND_MANAGER, Role.OFFICER, Role.REVIEWER),
    *(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR),
    Role.AUDIT_ADMINISTRATOR,
)
TELLING = ("class", "id", "role", "type")


@dataclass(frozen=True)
class Sample:
    """A page as one role has it."""

    role: Role
    address: Address

    def __str__(self):
        return f"{self.address.name}, {self.role}"


def first_ones(samples):
    """Each address as the first role that opens it."""
    first = {}
    for sample in samples:
        first.setdefault(sample.address.path, sample)
    return list(first.values())


def in_language(language, samples):
    """The addresses to open in the language, each as the first role that opens it."""
    for turn, sample in enumerate(first_ones(samples)):
        name = sample.address.name
        by_turns = LANGUAGES[turn % len(LANGUAGES)]
        if is_ours(name) or is_of_round(name) or language == by_turns:
            yield sample


def different_ones(sources):
    """The samples with something that the same address has not shown before.

    `sources` is what the server sent, by the sample.
    """
    seen = {}
    for sample, source in sources.items():
        known = seen.setdefault(sample.address.path, set())
        kinds = kinds_of_elements(source)
        if not kinds <= known:
            yield sample
        known |= kinds


def kinds_of_elements(source):
    """Each kind of element within each other kind, whatever its text and number."""
    page = html.document_fromstring(source)
    return {
        (_kind(element.getparent()), _kind(element))
        for element in page.iter()
        if isinstance(element.tag, str)
    }


def _kind(element):
    if element is None:
        return None
    told = (
        (name, re.sub(r"\d+", "0", value) if name in TELLING else "")
        for name, value in element.attrib.items()
    )
    return element.tag, frozenset(told)
