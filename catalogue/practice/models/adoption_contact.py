from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.practice.models.adoption import Adoption


class AdoptionContact(models.Model):
    """Whom the reporting body can ask about a report that came by the public form.

    Kept apart and without history, so that nothing of it is left when it is deleted.
    """

    adoption = models.OneToOneField(
        Adoption,
        on_delete=models.CASCADE,
        related_name="contact",
        verbose_name=_("adoption"),
    )
    name = models.CharField(_("name"), max_length=60, blank=True)
    reach = models.CharField(_("telephone or e-mail"), max_length=120)
    # Written down when it is left, so that what the form promised stays true.
    delete_on = models.DateField(_("to be deleted on"))

    class Meta:
        verbose_name = _("contact of a reporter")
        verbose_name_plural = _("contacts of reporters")
        ordering = ["delete_on", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return " · ".join(part for part in (self.name, self.reach) if part)
