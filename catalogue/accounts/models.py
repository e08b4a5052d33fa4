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
            ("see_all_reporting_bodies", _("Can see the rows of all reporting bodies"))
        ]

    def get_full_name(self) -> str:
        """Given name first; names in Chinese characters have the family name first."""
        if any("\u4e00" <= sign <= "\u9fff" for sign in self.last_name):
            return f"{self.last_name}{self.first_name}"
        return super().get_full_name()

    @property
    def sees_all_reporting_bodies(self) -> bool:
        return self.is_active and self.has_perm("accounts.see_all_reporting_bodies")
