"""The button that makes a method of what an adopter made of one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _

from catalogue.accounts.scoped_admin import staff
from catalogue.change_page import ShowsMore
from catalogue.practice.models import Adoption
from catalogue.practice.variations import ADD, make_variation, variation_of


class MakesMethods(ShowsMore):
    """Adds the address that makes a draft of an adopter's own way."""

    def get_urls(self) -> list[Any]:
        own = path(
            "<int:number>/variation/",
            self.admin_site.admin_view(self.make_method),
            name="variation_of_adoption",
        )
        return [own, *super().get_urls()]

    def make_method(self, request: HttpRequest, number: int) -> HttpResponse:
        """Make the draft and open it; foreign adoptions answer as missing."""
        if request.method != "POST":
            raise Http404
        adoption = get_object_or_404(self.get_queryset(request), pk=number)
        try:
            method = make_variation(adoption, by=staff(request))
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            name, pk = "practice_adoption", number
        else:
            text = _("The draft holds what the adoption tells: write it out.")
            self.message_user(request, text, messages.SUCCESS)
            name, pk = "methods_workmethod", method.pk
        return HttpResponseRedirect(reverse(f"admin:{name}_change", args=[pk]))

    def context_of_row(self, request: HttpRequest, row: Adoption) -> dict[str, Any]:
        """The method that was made already, or whether one can be made."""
        made = variation_of(row)
        is_confirmed = row.state in Adoption.CONFIRMED_STATES
        may = made is None and is_confirmed and staff(request).has_perm(ADD)
        variation = {"variation": made, "may_make_method": may}
        return super().context_of_row(request, row) | variation
