"""Telephone numbers of contact persons: whose they are, and who may see them whole."""

import re

from catalogue.accounts.models import User
from catalogue.methods.models import ContactReveal, WorkMethod

REVEAL = "methods.reveal_contact"

# So many digits stay at the head and at the end.
_HEAD, _END = 3, 2


def masked(phone: str) -> str:
    """The number with its middle digits hidden; short ones are hidden whole."""
    digits = len(re.findall(r"\d", phone))
    seen = 0
    signs = []
    for sign in phone:
        if sign.isdigit():
            seen += 1
            keeps = digits > _HEAD + _END + 1
            if not keeps or _HEAD < seen <= digits - _END:
                sign = "*"
        signs.append(sign)
    return "".join(signs)


def is_of_own_body(method: WorkMethod, person: User) -> bool:
    """Whether the contact person is a colleague: of the person's own reporting body."""
    return (
        person.reporting_body_id is not None
        and method.reporting_body_id == person.reporting_body_id
    )


def reveal_contact(method: WorkMethod, *, by: User) -> str:
    """The whole telephone number; that it was shown, and to whom, is on record."""
    ContactReveal.objects.create(method=method, seen_by=by)
    return method.contact_phone
