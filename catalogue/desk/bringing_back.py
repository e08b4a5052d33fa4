"""Bringing a record back to an earlier version, which is a change on record itself."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.desk.history import event_models
from catalogue.methods.models import WorkMethod
from catalogue.methods.versions import bring_method_back
from catalogue.rounds.models import Notice, SelectionRound

# Rights and outcomes are given by their own functions, not by an old version.
NEVER = (User,)


def may_bring_back(request: HttpRequest, row: models.Model) -> bool:
    """Whether the person may change the record, or prepare a change of it."""
    row_admin = admin.site._registry.get(type(row))
    if row_admin is None or isinstance(row, NEVER):
        return False
    # What a round that is held here may still change, its own pages say.
    if isinstance(row, SelectionRound) and row.is_held_here:
        return False
    if isinstance(row, Notice) and row.told_a_result:
        return False
    if isinstance(row, WorkMethod) and row.is_published:
        return row_admin.has_add_permission(request)
    return row_admin.has_change_permission(request, row)


def bring_back(
    request: HttpRequest, content_type_id: int, row_id: int, event_id: int
) -> HttpResponse:
    """Bring back one version; foreign and unknown ones answer as missing."""
    if request.method != "POST":
        raise Http404
    row = _row(request, content_type_id, row_id)
    event = event_models()[type(row)].objects.filter(pk=event_id).first()
    if event is None or event.pgh_obj_id != row.pk or event.pgh_label == "delete":
        raise Http404
    if not may_bring_back(request, row):
        raise PermissionDenied
    row_admin: Any = admin.site._registry[type(row)]
    try:
        changed = _bring(row, event, by=staff(request))
    except ValidationError as refusal:
        text = _("Not brought back: %(reason)s")
        reason = {"reason": " ".join(refusal.messages)}
        row_admin.message_user(request, text % reason, messages.ERROR)
        changed = row
    else:
        moment = date_format(localtime(event.pgh_created_at), "Y-m-d H:i:s")
        text = _("It is again what it was at %(moment)s.") % {"moment": moment}
        row_admin.message_user(request, text, messages.SUCCESS)
    meta = type(row)._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_change"
    return HttpResponseRedirect(reverse(name, args=[changed.pk]))


def _row(request: HttpRequest, content_type_id: int, row_id: int) -> models.Model:
    kind = ContentType.objects.filter(pk=content_type_id).first()
    model = kind.model_class() if kind else None
    row_admin = admin.site._registry.get(model) if model else None
    row = row_admin.get_object(request, str(row_id)) if row_admin else None
    if row_admin is None or row is None or type(row) not in event_models():
        raise Http404
    if not row_admin.has_view_permission(request, row):
        raise Http404
    found: models.Model = row
    return found


@transaction.atomic
def _bring(row: models.Model, event: Any, *, by: User) -> models.Model:
    if isinstance(row, WorkMethod):
        return bring_method_back(row, event, by=by)
    for field in row._meta.concrete_fields:
        if field.editable and not field.primary_key:
            setattr(row, field.attname, getattr(event, field.attname))
    row.full_clean()
    row.save()
    return row
