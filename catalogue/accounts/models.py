import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.places.models import Province


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """A member of staff; an officer belongs to one reporting body."""

    reporting_body = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="officers",
        limit_choices_to={"is_reporting_body": True},
        verbose_name=_("reporting body"),
        help_text=_("An officer sees only the rows of this body."),
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    class Meta(AbstractUser.Meta):
        permissions = [
            ("see_all_reporting_bodies", _("Can see the rows of all reporting bodies")),
            ("keep_accounts", _("Can keep the names and passwords of accounts")),
            ("assign_roles", _("Can give and take roles")),
            ("read_audit_trail", _("Can read the audit trail")),
        ]

    def get_full_name(self) -> str:
        """Given name first; names in Chinese characters have the family name first."""
        if any("\u4e00" <= sign <= "\u9fff" for sign in self.last_name):
            return f"{self.last_name}{self.first_name}"
        return super().get_full_name()

    @property
    def sees_all_reporting_bodies(self) -> bool:
        return self.is_active and self.has_perm("accounts.see_all_reporting_bodies")


@pghistory.track(obj_field=None)
class StaffRole(User.groups.through):  # type: ignore[name-defined,misc]
    """A role of an account; named so that giving and taking it is on record."""

    class Meta:
        proxy = True
        verbose_name = _("role of an account")
        verbose_name_plural = _("roles of accounts")


@pghistory.track(obj_field=None)
class StaffPermission(User.user_permissions.through):  # type: ignore[name-defined,misc]
    """A permission given to one account beside its roles, on record as well."""

    class Meta:
        proxy = True
        verbose_name = _("permission of an account")
        verbose_name_plural = _("permissions of accounts")


@pghistory.track(pghistory.InsertEvent())
class SignIn(models.Model):
    """A sign-in to the desk, or an attempt at one."""

    username = models.CharField(_("username"), max_length=150)
    succeeded = models.BooleanField(_("succeeded"))
    address = models.GenericIPAddressField(_("network address"), null=True)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        outcome = _("signed in") if self.succeeded else _("refused")
        return f"{self.username} ({self.address or '–'}): {outcome}"
