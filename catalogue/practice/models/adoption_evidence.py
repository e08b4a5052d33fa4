import pghistory
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.methods.models.attachment import UnguessablePath, validate_size
from catalogue.practice.models.adoption import Adoption


@pghistory.track()
class AdoptionEvidence(models.Model):
    """What bears an adoption out: a photo, a file or an address, one in each row."""

    adoption = models.ForeignKey(
        Adoption,
        on_delete=models.CASCADE,
        related_name="evidence",
        verbose_name=_("adoption"),
    )
    image = models.ImageField(
        _("photo"),
        upload_to=UnguessablePath("adoption-photos"),
        validators=[FileExtensionValidator(["jpg", "jpeg", "png"]), validate_size],
        blank=True,
    )
    file = models.FileField(
        _("file"),
        upload_to=UnguessablePath("adoption-documents"),
        validators=[
            FileExtensionValidator(["pdf", "doc", "docx", "xls", "xlsx", "wps", "et"]),
            validate_size,
        ],
        blank=True,
    )
    address = models.URLField(_("address"), max_length=600, blank=True)
    title_zh = models.CharField(_("Chinese title"), max_length=200, blank=True)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    title = Bilingual("title")

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["adoption", "position", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(~models.Q(image=""), file="", address="")
                | models.Q(~models.Q(file=""), image="", address="")
                | models.Q(~models.Q(address=""), image="", file=""),
                name="evidence_is_one_photo_file_or_address",
                violation_error_message=_(
                    "Give one photo, one file or one address in each row."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.title) or self.address or str(self._meta.verbose_name)
