"""Read settings from the environment; nonsense stops the start with a sentence."""

import os
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

_YES_OR_NO = {"yes": True, "no": False}
_DJANGO_NAMES = {
    "dbname": "NAME",
    "user": "USER",
    "password": "PASSWORD",
    "host": "HOST",
    "port": "PORT",
}


def text(name: str) -> str:
    """The value of a variable that must be set."""
    value = optional_text(name)
    if not value:
        raise ImproperlyConfigured(
            f"Set {name}. docs/running.md says how; `make run` does it for you."
        )
    return value


def optional_text(name: str) -> str:
    """The value of a variable, or nothing."""
    return os.environ.get(name, "").strip()


def yes_or_no(name: str, *, default: bool) -> bool:
    """A switch, written "yes" or "no" and nothing else."""
    value = optional_text(name)
    if not value:
        return default
    if value not in _YES_OR_NO:
        raise ImproperlyConfigured(f"{name} is “{value}”: write yes or no.")
    return _YES_OR_NO[value]


def words(name: str) -> list[str]:
    """A list that must not be empty, written with commas."""
    found = [word.strip() for word in text(name).split(",") if word.strip()]
    if not found:
        raise ImproperlyConfigured(f"{name} names nothing: write words with commas.")
    return found


def whole_number(name: str, *, default: int) -> int:
    """A count of zero or more."""
    value = optional_text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is “{value}”: write a whole number.")
    return int(value)


def postgresql(name: str) -> dict[str, Any]:
    """Django's settings for the PostgreSQL database that a URL names."""
    try:
        parts = conninfo_to_dict(text(name))
    except psycopg.ProgrammingError:
        # Not in libpq's own words: they repeat the address, password and all.
        raise ImproperlyConfigured(
            f"{name} cannot be read: write postgresql://user:password@host:5432/name, "
            "with %40 for an @ in the password, and only options that libpq knows."
        ) from None
    if not parts.get("dbname"):
        raise ImproperlyConfigured(f"{name} names no database: end it with /name.")
    settings: dict[str, Any] = {
        django: str(parts.pop(libpq, "") or "")
        for libpq, django in _DJANGO_NAMES.items()
    }
    return {"ENGINE": "django.db.backends.postgresql", **settings, "OPTIONS": parts}


def with_setting(options: dict[str, Any], setting: str, value: str) -> dict[str, Any]:
    """Options of a connection that begins with this setting of PostgreSQL."""
    asked = str(options.get("options", ""))
    return {**options, "options": f"-c {setting}={value} {asked}".strip()}
