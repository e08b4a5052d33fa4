import datetime
from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.scope import ScopedQuerySet
from catalogue.bilingual import Bilingual
from catalogue.methods.models import WorkMethod
from catalogue.partial_dates import PartialDateField, partial_date_constraint
from catalogue.places.models import Community, Province

_MethodStatus = WorkMethod.Status

# What is said was confirmed while the call was open, never before and never ahead.
_FITS_ITS_CALL = """
    SELECT opened_on, closed_at INTO opened, closed
    FROM practice_stillinusecall WHERE id = NEW.call_id FOR SHARE;
    IF closed IS NOT NULL AND TG_OP = 'UPDATE' AND (
        OLD.answer, OLD.confirmed_on, OLD.no_longer_since, OLD.note_zh, OLD.note_en,
        OLD.evidence, OLD.revised_into_id, OLD.merged_community_id
    ) IS DISTINCT FROM (
        NEW.answer, NEW.confirmed_on, NEW.no_longer_since, NEW.note_zh, NEW.note_en,
        NEW.evidence, NEW.revised_into_id, NEW.merged_community_id
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'still_in_use_answer_stays_once_its_call_is_closed',
            MESSAGE = 'The answers of a closed call stay as they are.';
    END IF;
    IF NEW.confirmed_on < opened
       OR NEW.confirmed_on > (NEW.answered_at AT TIME ZONE 'Asia/Shanghai')::date
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'still_in_use_answer_is_confirmed_within_its_call',
            MESSAGE = 'An answer is confirmed after its call opened, and not ahead.';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class StillInUseCall(models.Model):
    """The yearly question to the reporting bodies: which methods are still in use?"""

    year = models.PositiveSmallIntegerField(_("year"))
    opened_on = models.DateField(_("opened on"))
    opened_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    due_on = models.DateField(_("due on"), help_text=_("The last day in time."))
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    extension_reason = models.CharField(
        _("reason of the extension"), max_length=300, blank=True
    )
    extended_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("extended by"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("closed by"),
    )
    is_demo = models.BooleanField(
        _("demonstration call"),
        default=False,
        editable=False,
        help_text=_("Asks for demonstration methods; remove_demo takes it out again."),
    )

    class Meta:
        verbose_name = _("call “still in use?”")
        verbose_name_plural = _("calls “still in use?”")
        ordering = ["-year", "is_demo"]
        default_permissions = ("view",)
        permissions = [
            ("ask_still_in_use", _("Can open, extend and close calls “still in use?”"))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "is_demo"], name="still_in_use_call_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(opened_on__year=models.F("year")),
                name="still_in_use_call_opens_in_its_year",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("opened_on")),
                name="still_in_use_call_is_due_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(extended_to=None, extended_by=None, extension_reason="")
                | (
                    Q(extended_to__gt=models.F("due_on"), extended_by__isnull=False)
                    & ~Q(extension_reason="")
                ),
                name="still_in_use_call_is_extended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="still_in_use_call_is_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        words = _("Still in use? %(year)s")
        if self.is_demo:
            words = _("Still in use? %(year)s (demonstration)")
        return str(words % {"year": self.year})

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def last_day(self) -> datetime.date:
        """The last day in time, more time counted in."""
        return self.extended_to or self.due_on

    def is_late(self, on: datetime.date | None = None) -> bool:
        """Whether the last day is over and the call still takes answers."""
        return self.is_open and (on or timezone.localdate()) > self.last_day


class StillInUseAnswerQuerySet(ScopedQuerySet["StillInUseAnswer"]):
    def given(self) -> Self:
        """Those that were answered."""
        return self.exclude(answer="")

    def waiting(self) -> Self:
        """Those that nobody has answered yet."""
        return self.filter(answer="")

    def public(self) -> Self:
        """Rows that the public may know of: those of methods that it reads."""
        return self.filter(counts_for__status=_MethodStatus.PUBLISHED)

    def in_order(self) -> Self:
        """The earliest call first; of merged methods the one that stays last."""
        is_own = models.Case(
            models.When(method=models.F("counts_for"), then=1), default=0
        )
        return self.order_by("call__year", is_own, "pk")

    def for_reading(self) -> Self:
        """Load what a page says of an answer."""
        return self.select_related(
            "call", "revised_into__merged_into", "merged_community__merged_into"
        ).in_order()

    def of_standing_methods(self) -> Self:
        """Rows whose method the public reads; of merged methods one row counts.

        A row of a method that went into another is left out when the other one was
        asked itself.
        """
        asked_itself = StillInUseAnswer.objects.filter(
            call=OuterRef("call"), method=OuterRef("counts_for")
        )
        is_own = Q(method=models.F("counts_for"))
        return self.public().filter(is_own | ~Exists(asked_itself))


@pghistory.track()
class StillInUseAnswer(models.Model):
    """What a reporting body was asked of one method in one call, and what it answered.

    Made when the call opens; without an answer it says that the method was asked.
    """

    class Answer(models.TextChoices):
        CONTINUED = "continued", _("Still in use")
        REVISED = "revised", _("In use, revised")
        NO_LONGER_USED = "no-longer-used", _("No longer used")
        COMMUNITY_MERGED = "community-merged", _("The community merged")

    # Both confirm that somebody works by the method.
    IN_USE = (Answer.CONTINUED, Answer.REVISED)

    call = models.ForeignKey(
        StillInUseCall,
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("call"),
    )
    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.PROTECT,
        related_name="still_in_use_asked",
        verbose_name=_("work method"),
    )
    # The method itself, until it goes into another one: then that one, while `method`
    # tells what was asked. So two methods of one call can be merged.
    counts_for = models.ForeignKey(
        WorkMethod,
        on_delete=models.PROTECT,
        related_name="still_in_use_answers",
        verbose_name=_("counts for"),
    )
    reporting_body = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        related_name="still_in_use_answers",
        verbose_name=_("reporting body"),
    )
    answer = models.CharField(_("answer"), max_length=20, choices=Answer, blank=True)
    confirmed_on = models.DateField(
        _("confirmed on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody made sure of it."),
    )
    no_longer_since = PartialDateField(_("no longer used since"))
    revised_into = models.ForeignKey(
        WorkMethod,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="still_in_use_revised_from",
        verbose_name=_("revised into"),
        help_text=_("The record of the revised method, where it has one of its own."),
    )
    merged_community = models.ForeignKey(
        Community,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="still_in_use_merged",
        verbose_name=_("the community merged into"),
    )
    note_zh = models.CharField(_("note in Chinese"), max_length=500, blank=True)
    note_en = models.CharField(_("note in English"), max_length=500, blank=True)
    evidence = models.CharField(
        _("evidence"),
        max_length=300,
        blank=True,
        help_text=_("A visit, a report, an address. For staff; never public."),
    )
    answered_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    note_released_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("note released by"),
        help_text=_("Who read the note before the public did."),
    )

    note = Bilingual("note")
    objects = StillInUseAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer “still in use?”")
        verbose_name_plural = _("answers “still in use?”")
        ordering = ["-call__year", "reporting_body__sort_order", "method_id"]
        default_permissions = ("view",)
        permissions = [
            ("answer_still_in_use", _("Can answer whether methods are still in use"))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "method"],
                name="still_in_use_answer_once_per_call_and_method",
            ),
            models.CheckConstraint(
                condition=Q(
                    answer="",
                    confirmed_on=None,
                    answered_by=None,
                    answered_at=None,
                    note_zh="",
                    note_en="",
                    evidence="",
                )
                | (
                    ~Q(answer="")
                    & Q(
                        confirmed_on__isnull=False,
                        answered_by__isnull=False,
                        answered_at__isnull=False,
                    )
                ),
                name="still_in_use_answer_is_given_by_somebody_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(revised_into=None) | Q(answer="revised"),
                name="still_in_use_answer_names_a_method_when_revised",
            ),
            models.CheckConstraint(
                condition=~Q(revised_into=models.F("method")),
                name="still_in_use_answer_names_another_method",
            ),
            models.CheckConstraint(
                condition=Q(merged_community=None) | Q(answer="community-merged"),
                name="still_in_use_answer_names_a_community_when_merged",
            ),
            models.CheckConstraint(
                condition=Q(no_longer_since="") | Q(answer="no-longer-used"),
                name="still_in_use_answer_names_an_end_when_no_longer_used",
            ),
            models.CheckConstraint(
                condition=Q(note_released_by=None) | ~Q(note_zh="", note_en=""),
                name="still_in_use_note_is_there_when_released",
            ),
            *partial_date_constraint("still_in_use", "no_longer_since"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="still_in_use_answer_fits_its_call",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("opened", "date"), ("closed", "timestamptz")],
                func=_FITS_ITS_CALL,
            )
        ]

    def __str__(self) -> str:
        return f"{self.method} ({self.call.year})"

    @property
    def is_given(self) -> bool:
        return bool(self.answer)

    @property
    def public_note(self) -> str:
        """The note, once somebody else has read it."""
        return self.note if self.note_released_by_id else ""
