import os
import sys
from argparse import ArgumentParser, BooleanOptionalAction
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from catalogue.accounts.models import User
from catalogue.accounts.roles import Role, roles_of, set_roles
from catalogue.places.models import Province


class Command(BaseCommand):
    """Make an account of the desk, or change one: roles, reporting body, password."""

    help = (
        "Make an account for the staff desk, or change it. The password is taken "
        "from STAFF_PASSWORD; a new account without it is asked for one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="name to sign in with")
        parser.add_argument(
            "--role",
            action="append",
            default=None,
            metavar="ROLE",
            help="once for each role: " + ", ".join(Role.values),
        )
        parser.add_argument(
            "--body", metavar="SLUG", help="reporting body, such as fujian"
        )
        parser.add_argument("--email", default=None)
        parser.add_argument(
            "--active",
            action=BooleanOptionalAction,
            default=None,
            help="whether it may sign in; what it wrote stays in any case",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make or change the account; raise CommandError, and nothing is changed."""
        account = User.objects.filter(username=options["name"]).first()
        is_new = account is None
        account = account or User(username=options["name"])
        try:
            _fill(account, options)
            _give_roles(account, options)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from None
        labels = ", ".join(sorted(role.value for role in roles_of(account))) or "none"
        body = account.reporting_body.slug if account.reporting_body else "none"
        self.stdout.write(
            f"{'Made' if is_new else 'Changed'} {account.username}: "
            f"roles {labels}; reporting body {body}; "
            f"{'active' if account.is_active else 'inactive'}."
        )


def _fill(account: User, options: dict[str, Any]) -> None:
    account.is_staff = True
    if options["active"] is not None:
        account.is_active = options["active"]
    if options["role"] is not None:
        # Roles bound what an account may do; nothing bounds a superuser.
        account.is_superuser = False
    if options["email"] is not None:
        account.email = options["email"]
    password = os.environ.get("STAFF_PASSWORD") or _asked_for(account)
    if password:
        validate_password(password, account)
        account.set_password(password)
    account.full_clean(exclude=["password"])
    account.save()


def _asked_for(account: User) -> str:
    """The password of a new account, typed twice; an old account keeps its own."""
    if not account._state.adding:
        return ""
    if not sys.stdin.isatty():
        raise CommandError("Set STAFF_PASSWORD to the password of the new account.")
    password = getpass("Password: ")
    if getpass("Password again: ") != password:
        raise CommandError("The two passwords differ.")
    return password


def _give_roles(account: User, options: dict[str, Any]) -> None:
    roles = roles_of(account)
    if options["role"] is not None:
        roles = {_role(name) for name in options["role"]}
    body = account.reporting_body
    if options["body"] is not None:
        body = _body(options["body"])
    elif not roles & {Role.OFFICER, Role.REVIEWER}:
        body = None
    set_roles(account, roles, reporting_body=body)


def _role(name: str) -> Role:
    written = name.strip().lower().replace("_", "-").replace(" ", "-")
    if written not in Role.values:
        raise CommandError(
            f"There is no role {name!r}: choose of {', '.join(Role.values)}."
        )
    return Role(written)


def _body(slug: str) -> Province | None:
    if not slug:
        return None
    body = Province.objects.filter(slug=slug, is_reporting_body=True).first()
    if body is None:
        raise CommandError(
            f"There is no reporting body {slug!r}: slugs are like fujian, "
            "inner-mongolia, xpcc; the address of its public page has it."
        )
    return body
