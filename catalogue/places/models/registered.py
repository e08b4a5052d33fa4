from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.places.names import division_stem
from catalogue.places.pinyin import pinyin


class RegisteredPlace(models.Model):
    """A place whose name comes from the register and may be put right by staff.

    A name put right keeps the register's own, so that the next register is compared
    with that and does not undo the correction.
    """

    name_field: ClassVar[str] = "name_zh"
    derived_fields: ClassVar[tuple[str, ...]] = ()

    register_name = models.CharField(
        _("name in the register"),
        max_length=60,
        blank=True,
        editable=False,
        help_text=_("Only where staff put the name right."),
    )
    withdrawn_on = models.DateField(
        _("no longer in the register of"), null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    _stored_name: str | None = None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with what follows from the name."""
        name = getattr(self, self.name_field)
        is_renamed = self._stored_name not in (None, name)
        if is_renamed and self.is_of_register and not self.register_name:
            self.register_name = str(self._stored_name)
        self.derive_from_name(is_renamed=is_renamed)
        if (fields := kwargs.get("update_fields")) and self.name_field in fields:
            kwargs["update_fields"] = {*fields, "register_name", *self.derived_fields}
        super().save(*args, **kwargs)
        self._stored_name = name

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        place = super().from_db(*args, **kwargs)
        place._stored_name = place.__dict__.get(cls.name_field)
        return place

    @property
    def is_of_register(self) -> bool:
        """Whether the register has this place; staff enter others themselves."""
        return True

    def derive_from_name(self, *, is_renamed: bool) -> None:
        """Set the fields that follow from the name; after a new name all of them."""
        raise NotImplementedError


class RomanisedPlace(RegisteredPlace):
    """A division or street: its English name and pinyin follow from the Chinese one."""

    derived_fields = ("name_en", "pinyin", "pinyin_initials")

    name_zh: str
    name_en: str
    pinyin: str
    pinyin_initials: str

    class Meta:
        abstract = True

    def derive_from_name(self, *, is_renamed: bool) -> None:
        """Romanise the name; what staff wrote themselves stays."""
        before = self._stored_name if is_renamed else None
        if not self.name_en or (before and self.name_en == self.english_of(before)):
            self.name_en = self.english_of(self.name_zh)
        if not self.pinyin or (before and self.pinyin == _pinyin(before)):
            self.pinyin, self.pinyin_initials = pinyin(division_stem(self.name_zh))

    @staticmethod
    def english_of(name: str) -> str:
        """The English name that follows from a Chinese one."""
        raise NotImplementedError


def _pinyin(name: str) -> str:
    return pinyin(division_stem(name)).full
