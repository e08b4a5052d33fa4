"""The page of the audit trail; only who reads that opens it."""

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.desk.audit_trail import MOST_PAGES, Asked, kinds, page_of_trail, people
from catalogue.desk.history import ACTS

READ = "accounts.read_audit_trail"


class AuditTrailForm(forms.Form):
    """What of the trail is asked for; everything is optional."""

    since = forms.DateField(label=_("From"), required=False, widget=AdminDateWidget())
    until = forms.DateField(label=_("Until"), required=False, widget=AdminDateWidget())
    person = forms.ModelChoiceField(
        label=_("Who"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("everybody"),
    )
    kind = forms.ChoiceField(label=_("On what"), required=False)
    act = forms.ChoiceField(label=_("What was done"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people()  # type: ignore[attr-defined]
        everything = ("", _("everything"))
        self.fields["kind"].choices = [everything, *kinds()]  # type: ignore[attr-defined]
        self.fields["act"].choices = [everything, *ACTS.items()]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What was asked for; fields with a fault ask for nothing."""
        given = self.cleaned_data
        person = given.get("person")
        return Asked(
            given.get("since"),
            given.get("until"),
            person.pk if person else None,
            given.get("kind") or "",
            given.get("act") or "",
        )


def audit_trail(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """What everybody did, filtered and in pages."""
    if not staff(request).has_perm(READ):
        raise PermissionDenied
    form = AuditTrailForm(request.GET)
    form.is_valid()
    number = _page_number(request.GET.get("p", "1"))
    entries, has_next = page_of_trail(form.asked(), number)
    context = {
        **site.each_context(request),
        "title": _("Audit trail"),
        "form": form,
        # Its calendar is drawn by what else stands on the pages of models.
        "media": forms.Media(js=["admin/js/core.js"]) + form.media,
        "entries": entries,
        "number": number,
        "previous_url": _page_url(request, number - 1) if number > 1 else "",
        "next_url": _page_url(request, number + 1)
        if has_next and number < MOST_PAGES
        else "",
    }
    return TemplateResponse(request, "admin/audit_trail.html", context)


def _page_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_PAGES))):
        raise Http404
    number = int(text)
    if not 1 <= number <= MOST_PAGES:
        raise Http404
    return number


def _page_url(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["p"] = str(number)
    return f"?{query.urlencode()}"
