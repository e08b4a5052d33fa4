"""Changes of a confirmed site: made on a copy, which the public never reads.

The copy lives through the same states as a site. When it is confirmed, it goes into the
site that it changes, and is gone.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.practice.models import (
    PilotAct,
    PilotAssessment,
    PilotMoney,
    PilotPhotos,
    PilotSatisfaction,
    PilotSite,
    PilotSource,
)

PARTS: tuple[type[models.Model], ...] = (
    PilotAct,
    PilotMoney,
    PilotPhotos,
    PilotAssessment,
    PilotSatisfaction,
    PilotSource,
)
# Another community is another site.
IDENTITY = ("programme", "community")
ENTER = "practice.change_pilotsite"


@transaction.atomic
def begin_change(site: PilotSite, *, by: User) -> PilotSite:
    """The change of a confirmed site that is being prepared, else a new one.

    Raises PermissionDenied, or ValidationError for a site that is not confirmed.
    """
    site = own_site(site, by)
    if not by.has_perm(ENTER):
        raise PermissionDenied
    if not site.is_confirmed:
        raise ValidationError(_("Only a confirmed site is changed this way."))
    begun = PilotSite.objects.filter(revises=site).first()
    if begun is not None:
        return begun
    change = PilotSite.objects.create(
        **content_of(site),
        programme=site.programme,
        community=site.community,
        revises=site,
        entered_by=by,
    )
    for part in PARTS:
        for row in part._default_manager.filter(site=site):
            row.pk, row._state.adding = None, True
            row.site = change  # type: ignore[attr-defined]
            row.save()
    return change


def apply_change(change: PilotSite, site: PilotSite) -> None:
    """Bring the change into the site; the copy is gone, its record stays.

    Only `pilot_publication.move_site` calls this, in its transaction.
    """
    for name, value in content_of(change).items():
        setattr(site, name, value)
    site.save()
    for part in PARTS:
        part._default_manager.filter(site=site).delete()
        part._default_manager.filter(site=change).update(site=site)
    change.state_changes.update(site=site)
    change.delete()


def content_of(site: PilotSite) -> dict[str, Any]:
    """What a change may change of the site itself, by field."""
    return {
        each.attname: getattr(site, each.attname)
        for each in PilotSite._meta.concrete_fields
        if each.editable and not each.primary_key and each.name not in IDENTITY
    }


def own_site(site: PilotSite, by: User) -> PilotSite:
    """The site anew and locked; PermissionDenied when the person may not see it."""
    rows = PilotSite.objects.visible_to(by).select_for_update(of=["self"])
    try:
        return rows.with_place().select_related("programme").get(pk=site.pk)
    except PilotSite.DoesNotExist:
        raise PermissionDenied from None
