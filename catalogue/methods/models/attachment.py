import uuid
from pathlib import Path

import pghistory
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.methods.models.work_method import WorkMethod

LARGEST_BYTES = 10 * 1024 * 1024


def validate_size(file: File) -> None:
    """Refuse a file of more than ten mebibytes."""
    if file.size > LARGEST_BYTES:
        raise ValidationError(_("The file is larger than 10 MB: make it smaller."))


@deconstructible
class UnguessablePath:
    """Names in one folder that cannot be guessed and say nothing of the sender."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, owner: models.Model, name: str) -> str:
        return f"{self.folder}/{uuid.uuid4().hex}{Path(name).suffix.lower()}"


@pghistory.track()
class MethodPhoto(models.Model):
    """A photograph of a method at work."""

    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="photos",
        verbose_name=_("work method"),
    )
    image = models.ImageField(
        _("photo"),
        upload_to=UnguessablePath("photos"),
        validators=[FileExtensionValidator(["jpg", "jpeg", "png"]), validate_size],
    )
    caption_zh = models.CharField(_("Chinese caption"), max_length=200)
    caption_en = models.CharField(_("English caption"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    caption = Bilingual("caption")

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["method", "position", "pk"]

    def __str__(self) -> str:
        return str(self.caption)


@pghistory.track()
class MethodFile(models.Model):
    """A form, sheet or text that belongs to a method."""

    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="files",
        verbose_name=_("work method"),
    )
    file = models.FileField(
        _("file"),
        upload_to=UnguessablePath("documents"),
        validators=[
            FileExtensionValidator(["pdf", "doc", "docx", "xls", "xlsx", "wps", "et"]),
            validate_size,
        ],
    )
    title_zh = models.CharField(_("Chinese title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    title = Bilingual("title")

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["method", "position", "pk"]

    def __str__(self) -> str:
        return str(self.title)
