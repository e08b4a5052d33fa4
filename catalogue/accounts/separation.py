"""Says which accounts hold roles that must not be in one hand."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.checks import CheckMessage
from django.core.checks import Warning as Caution
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.accounts.roles import ADMINISTRATORS, roles_of


def check_separation(
    app_configs: Any = None, databases: Iterable[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """Caution against administrators with a second role, and against superusers.

    Cautions only: what is wrong with an account must not keep a migration from
    running.
    """
    if DEFAULT_DB_ALIAS not in (databases or ()) or not _tables_are_there():
        return []
    accounts = User.objects.filter(is_active=True).prefetch_related("groups")
    return [
        *_with_second_role(accounts.filter(groups__name__in=ADMINISTRATORS)),
        *_superusers(accounts.filter(is_superuser=True)),
    ]


def _with_second_role(accounts: Iterable[User]) -> Iterable[CheckMessage]:
    for account in dict.fromkeys(accounts):
        roles = roles_of(account)
        if len(roles) > 1:
            labels = ", ".join(str(role.label) for role in sorted(roles))
            yield Caution(
                _("The account “%(name)s” holds roles that must be apart: %(roles)s.")
                % {"name": account.get_username(), "roles": labels},
                hint=_("Leave it one of them, and make accounts for the others."),
                id="accounts.W001",
            )


def _superusers(accounts: Iterable[User]) -> Iterable[CheckMessage]:
    for account in accounts:
        yield Caution(
            _("The account “%(name)s” is a superuser, whom no role bounds.")
            % {"name": account.get_username()},
            hint=_("Give it a role by the command staff_account, or make it inactive."),
            id="accounts.W002",
        )


def _tables_are_there() -> bool:
    connection = connections[DEFAULT_DB_ALIAS]
    through = User.groups.through._meta.db_table
    return through in connection.introspection.table_names()
