import datetime
from typing import TYPE_CHECKING

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.places.english import english_community_name
from catalogue.places.functions import FirstCharacter, NameTokens
from catalogue.places.models.division import Division
from catalogue.places.models.province import Province
from catalogue.places.models.register_load import RegisterLoad
from catalogue.places.models.registered import RegisteredPlace
from catalogue.places.models.street import Street
from catalogue.places.names import matching_key
from catalogue.places.pinyin import pinyin

if TYPE_CHECKING:
    from catalogue.places.paths import Level

XINJIANG = "650000"
CORPS = "660000"
OTHER_BODY = _(
    "A community reports through its province; only in Xinjiang it may be the Corps."
)

# Only these rows are ever looked for by name; the indexes hold no others.
FINDABLE = models.Q(is_virtual=False, is_active=True, merged_into=None)


def prefix_index(field: str, name: str) -> models.Index:
    """An index for LIKE 'prefix%' that does not depend on the database's locale."""
    return models.Index(
        OpClass(models.F(field), name="varchar_pattern_ops"),
        name=name,
        condition=FINDABLE,
    )


class CommunityQuerySet(models.QuerySet["Community"]):
    def real(self) -> "CommunityQuerySet":
        """Leave out the register's statistical fictions, named 虚拟."""
        return self.filter(is_virtual=False)

    def unmerged(self) -> "CommunityQuerySet":
        """Leave out those that went into another one."""
        return self.filter(merged_into=None)

    def active(self) -> "CommunityQuerySet":
        return self.filter(is_active=True, merged_into=None)

    def findable(self) -> "CommunityQuerySet":
        """Those that a person may choose: real ones that still exist."""
        return self.filter(FINDABLE)

    def with_path(self) -> "CommunityQuerySet":
        """Load all that the path of a community shows, in the same query."""
        return self.select_related("province", "county__parent", "street")

    def with_path_of_many(self) -> "CommunityQuerySet":
        """The same in four more queries, where many share their places."""
        return self.prefetch_related("province", "county__parent", "street")

    def matching(self, text: str) -> "CommunityQuerySet":
        """Findable ones by name, place, pinyin, initials or code, the best first.

        Of very many that match only the first 100 are found.
        """
        from catalogue.places.search import matching

        return matching(self, text)


@pghistory.track(
    # When a place was last seen in a register is no change of the place.
    pghistory.UpdateEvent(condition=pghistory.AnyChange(exclude=["register_on"])),
    pghistory.DeleteEvent(),
)
class Community(RegisteredPlace):
    """The area of a residents' or villagers' committee.

    A name never identifies one: county and street are always stored and shown.
    """

    name_field = "name"
    derived_fields = ("key_stem", "key_type", "pinyin", "pinyin_initials")

    class CommitteeKind(models.TextChoices):
        RESIDENTS = "residents", _("residents' committee")
        VILLAGERS = "villagers", _("villagers' committee")
        SIMILAR = "similar", _("similar unit")

    class Settlement(models.TextChoices):
        LARGE_CITY = "large-city", _("large city")
        SMALL_CITY = "small-or-medium-city", _("small or medium-sized city")
        NEW_TOWN = "new-type-town", _("new-type town")
        VILLAGE = "village", _("village")

    number = models.AutoField(_("number"), primary_key=True)
    code = models.CharField(
        _("code"),
        max_length=12,
        blank=True,
        help_text=_("Twelve digits of the statistics bureau; empty when not known."),
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("As written in its source.")
    )
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    key_stem = models.CharField(
        _("stem of the matching key"), max_length=60, editable=False
    )
    key_type = models.CharField(
        _("type of the matching key"), max_length=4, blank=True, editable=False
    )
    pinyin = models.CharField(_("pinyin"), max_length=240, blank=True)
    pinyin_initials = models.CharField(
        _("initials of the pinyin"), max_length=60, blank=True
    )
    committee_kind = models.CharField(
        _("kind of committee"), max_length=10, choices=CommitteeKind, blank=True
    )
    settlement = models.CharField(
        _("settlement"), max_length=24, choices=Settlement, blank=True
    )
    street = models.ForeignKey(
        Street,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="communities",
        verbose_name=_("street or town"),
    )
    county = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="communities",
        verbose_name=_("county"),
    )
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="communities",
        verbose_name=_("province"),
    )
    reporting_body = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="reported_communities",
        verbose_name=_("reporting body"),
        help_text=_("The province; in Xinjiang it may be the Corps."),
    )
    is_virtual = models.BooleanField(
        _("is a fiction of the register"), default=False, editable=False
    )
    is_active = models.BooleanField(_("still exists"), default=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    # A newer register stamps only what it has otherwise: ask `last_seen_on`.
    register_on = models.DateField(
        _("in the register of"), null=True, blank=True, editable=False
    )

    local_name = Bilingual("local_name")
    other_name = Bilingual("local_name", other=True)
    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        ordering = ["code", "number"]
        permissions = [("merge_community", _("Can merge communities"))]
        indexes = [
            # Declared here, for a key of text would get a second index for LIKE.
            models.Index(fields=["street"], name="community_street"),
            models.Index(fields=["county", "key_stem"], name="community_county_key"),
            models.Index(fields=["province"], name="community_province"),
            models.Index(fields=["reporting_body"], name="community_reporting_body"),
            # Whole, for the planner takes no statistics from a partial index.
            GinIndex(NameTokens("name"), name="community_name"),
            prefix_index("key_stem", "community_key_stem_prefix"),
            prefix_index("pinyin", "community_pinyin_prefix"),
            prefix_index("pinyin_initials", "community_initials_prefix"),
            prefix_index("code", "community_code_prefix"),
            # Names that begin with one character, the shortest first.
            models.Index(
                FirstCharacter("key_stem"),
                Length("key_stem"),
                "code",
                name="community_first_character",
                condition=FINDABLE,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code="") | models.Q(code__regex=r"^\d{12}$"),
                name="community_code_is_empty_or_twelve_digits",
                violation_error_message=_("A code has twelve digits, or is empty."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code=""),
                name="community_code_is_used_once",
                violation_error_message=_("Another community has this code."),
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("number")),
                name="community_is_merged_into_another",
                violation_error_message=_("A community merges into another one."),
            ),
            models.CheckConstraint(
                condition=models.Q(reporting_body=models.F("province"))
                | models.Q(province=XINJIANG, reporting_body=CORPS),
                name="community_outside_xinjiang_reports_through_its_province",
                violation_error_message=OTHER_BODY,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community-detail", args=[self.number])

    @property
    def is_of_register(self) -> bool:
        return self.register_on is not None

    @property
    def last_seen_on(self) -> datetime.date | None:
        """The day of the newest loaded register that has this community."""
        if self.register_on is None or self.withdrawn_on is not None:
            return self.register_on
        newest = RegisterLoad.objects.newest_on()
        return max(self.register_on, newest) if newest else self.register_on

    @property
    def local_name_zh(self) -> str:
        """The name as written, whatever its form."""
        return self.name

    @property
    def local_name_en(self) -> str:
        """The English name, or one made from the pinyin: Junmen Community."""
        return self.name_en or english_community_name(
            self.key_stem, self.key_type, self.pinyin
        )

    def path(self) -> "list[Level]":
        """From the province to this community; `with_path` loads it in one query."""
        from catalogue.places.paths import path

        return path(self)

    @property
    def path_text(self) -> str:
        """The path in the page's language, as one line."""
        from catalogue.places.paths import in_one_line

        return in_one_line(self.path())

    def namesakes_in_street(self) -> CommunityQuerySet:
        """Others of the same key in the same street: perhaps the same community."""
        return (
            Community.objects.findable()
            .filter(street=self.street, key_stem=self.key_stem, key_type=self.key_type)
            .exclude(street=None)
            .exclude(pk=self.pk)
        )

    def derive_from_name(self, *, is_renamed: bool) -> None:
        """Set the matching key and its pinyin; what staff wrote themselves stays."""
        before = self.key_stem
        self.key_stem, self.key_type = matching_key(self.name)
        if not self.pinyin or (is_renamed and self.pinyin == pinyin(before).full):
            self.pinyin, self.pinyin_initials = pinyin(self.key_stem)
        if not self.pinyin_initials:
            self.pinyin_initials = pinyin(self.key_stem).initials
