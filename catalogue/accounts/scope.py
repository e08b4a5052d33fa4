"""Who sees which rows: everything that a reporting body owns is asked for here."""

from typing import Any, ClassVar, Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models

from catalogue.accounts.models import User

Row = TypeVar("Row", bound=models.Model, covariant=True)


class ScopedQuerySet(models.QuerySet[Row]):
    """Rows that belong to a reporting body, by the path that names it."""

    reporting_body_path: ClassVar[str] = "reporting_body"

    def visible_to(self, user: User | AnonymousUser | Any) -> Self:
        """All rows for who sees every body, else those of the own body, else none."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        if user.sees_all_reporting_bodies:
            return self.all()
        if user.reporting_body_id is None:
            return self.none()
        return self.filter(**{self.reporting_body_path: user.reporting_body_id})
