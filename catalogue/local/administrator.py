"""The first administrator, so that somebody can sign in to a new database."""

import os
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser

from catalogue.local.kept_secrets import kept_secret
from catalogue.local.paths import var_directory

USERNAME = "admin"


@dataclass(frozen=True)
class SignIn:
    """How the administrator signs in, in words for the person at the terminal."""

    username: str
    password: str


def ensure_administrator() -> SignIn:
    """Make the administrator unless there is one; return how to sign in.

    CATALOGUE_ADMIN_PASSWORD, when given, is set each time; otherwise the password of
    an administrator who is already there is left alone.
    """
    password_file = var_directory() / "admin-password"
    given = os.environ.get("CATALOGUE_ADMIN_PASSWORD", "")
    administrator = get_user_model().objects.filter(username=USERNAME).first()
    if given:
        if administrator is None or not administrator.check_password(given):
            _set_password(administrator, given)
        password_file.unlink(missing_ok=True)
        return SignIn(USERNAME, "the one you gave in CATALOGUE_ADMIN_PASSWORD")
    if administrator is None:
        password = kept_secret(password_file, length=12)
        _set_password(None, password)
        return SignIn(USERNAME, f"{password}  (kept in {password_file})")
    if password_file.exists():
        return SignIn(USERNAME, f"the one kept in {password_file}")
    change = f'make manage ARGS="changepassword {USERNAME}"'
    return SignIn(USERNAME, f"the one that was chosen before ({change} changes it)")


def _set_password(administrator: AbstractUser | None, password: str) -> None:
    if administrator is None:
        get_user_model().objects.create_superuser(USERNAME, password=password)
        return
    administrator.set_password(password)
    administrator.save(update_fields=["password"])
