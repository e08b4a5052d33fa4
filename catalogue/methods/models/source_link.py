from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.scope import ScopedQuerySet
from catalogue.methods.models.source import Source
from catalogue.methods.models.work_method import WorkMethod


class SourceLinkQuerySet(ScopedQuerySet["SourceLink"]):
    def visible_to(self, user: Any) -> "SourceLinkQuerySet":
        """Those that a method cites which the person may see."""
        methods = WorkMethod.objects.visible_to(user).order_by()
        cited = Source.objects.filter(address=OuterRef("address"), method__in=methods)
        return self.filter(Exists(cited))

    def dead(self) -> "SourceLinkQuerySet":
        """Dead ones of which nobody has said that they work."""
        return self.filter(status=SourceLink.Status.DEAD, works_by_hand_at=None)


class SourceLink(models.Model):
    """What came of the last look at an address that sources name.

    Beside the sources and not in them: a look changes no method and makes no history.
    """

    class Status(models.TextChoices):
        FINE = "fine", _("works")
        MOVED = "moved", _("moved for good")
        UNREACHABLE = "unreachable", _("failed once, will be tried again")
        DEAD = "dead", _("dead: failed on two days")
        REFUSED = "refused", _("cannot be checked by the catalogue")

    class Problem(models.TextChoices):
        NOT_FOUND = "not-found", _("the page is not there")
        GONE = "gone", _("the page was taken away for good")
        SERVER = "server", _("the server has a fault")
        ANSWER = "answer", _("the answer is none of a page")
        TIMEOUT = "timeout", _("no answer in time")
        NO_HOST = "no-host", _("the server's name does not exist")
        NO_CONNECTION = "no-connection", _("no connection to the server")
        CERTIFICATE = "certificate", _("the certificate of the server is not valid")
        REDIRECTS = "redirects", _("it leads from one address to the next without end")
        FORBIDDEN = "forbidden", _("the server does not let us look")
        TOO_OFTEN = "too-often", _("the server asks us to come less often")
        ROBOTS = "robots", _("its robots.txt asks programs to stay away")
        NOT_PUBLIC = "not-public", _("it leads into a network that is not public")
        SCHEME = "scheme", _("not an address of the web")

    address = models.CharField(_("address"), max_length=600, unique=True)
    status = models.CharField(_("state"), max_length=12, choices=Status)
    status_since = models.DateTimeField(_("since"))
    problem = models.CharField(_("reason"), max_length=16, choices=Problem, blank=True)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    moved_to = models.CharField(_("moved to"), max_length=2000, blank=True)
    failing_since = models.DateField(_("failing since"), null=True)
    checked_at = models.DateTimeField(_("checked at"))
    works_by_hand_at = models.DateTimeField(_("checked by hand"), null=True)
    works_by_hand_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("checked by"),
    )

    objects = SourceLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("source link")
        verbose_name_plural = _("source links")
        ordering = ["address"]
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(works_by_hand_at=None, works_by_hand_by=None)
                | models.Q(
                    works_by_hand_at__isnull=False, works_by_hand_by__isnull=False
                ),
                name="source_link_works_by_hand_at_a_time_of_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.address
