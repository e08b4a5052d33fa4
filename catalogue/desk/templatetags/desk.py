from collections.abc import Iterable
from typing import Any

from django import template
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import get_language

from catalogue.desk.bringing_back import may_bring_back
from catalogue.desk.exchange.doors import imports_open_to
from catalogue.desk.history import Entry, entries_of, has_history, put_into_words

ENTRIES_A_PAGE = 50
OWN_NAMES = {"en": ("English", "en"), "zh-hans": ("简体中文", "zh-Hans")}

register = template.Library()


@register.simple_tag(takes_context=True)
def history_page(context: dict[str, Any], row: Model) -> Page | None:
    """The page of the record's history that the address asks for, newest first.

    None for a record whose changes are not written down.
    """
    if not has_history(row):
        return None
    request = context["request"]
    pages = Paginator(entries_of(row, seen_by=request.user), ENTRIES_A_PAGE)
    page = pages.get_page(request.GET.get("p"))
    put_into_words(list(page.object_list), row)
    return page


@register.simple_tag(takes_context=True)
def version_address(context: dict[str, Any], entry: Entry, row: Model) -> str:
    """Where this version of the record is brought back; empty if it is not."""
    is_of_row = entry.tracked is type(row) and entry.event.pgh_label != "delete"
    if not is_of_row or not may_bring_back(context["request"], row):
        return ""
    kind = ContentType.objects.get_for_model(row)
    return reverse("admin:bring_back", args=[kind.pk, row.pk, entry.event.pk])


@register.simple_tag(takes_context=True)
def openable_imports(context: dict[str, Any], entries: Iterable[Entry]) -> set[int]:
    """The numbers of the imports behind the entries that the person may open."""
    numbers = {entry.origin.number for entry in entries if entry.origin}
    return imports_open_to(context["request"], numbers) if numbers else set()


@register.simple_tag
def other_language() -> dict[str, str]:
    """The code, own name and HTML language of the language one may change to."""
    code = "en" if (get_language() or "en").startswith("zh") else "zh-hans"
    name, html = OWN_NAMES[code]
    return {"code": code, "name": name, "html": html}
