"""Who comes in: every view of this room begins here."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from catalogue.accounts.scoped_admin import staff
from catalogue.desk.exchange.checking import MayChange
from catalogue.desk.models import MethodImport
from catalogue.methods.models import WorkMethod

View = Callable[..., HttpResponseBase]


def methods_admin() -> Any:
    """The desk's own page of methods: it knows who may do what to which."""
    return admin.site.get_model_admin(WorkMethod)


def for_importers(view: View) -> View:
    """Only for who may enter and change methods."""

    @wraps(view)
    def guarded(request: HttpRequest, **named: int) -> HttpResponseBase:
        if not may_import(request):
            raise PermissionDenied
        return view(request, **named)

    return guarded


def may_import(request: HttpRequest) -> bool:
    """Whether the person may enter and change methods."""
    desk = methods_admin()
    may_enter = desk.has_add_permission(request)
    return bool(may_enter and desk.has_change_permission(request))


def imports_open_to(request: HttpRequest, numbers: Iterable[int]) -> set[int]:
    """Of the imports of these numbers, those whose pages the person may open."""
    if not may_import(request):
        return set()
    visible = MethodImport.objects.visible_to(staff(request))
    return set(visible.filter(pk__in=numbers).values_list("pk", flat=True))


def own_import(request: HttpRequest, number: int) -> MethodImport:
    """The import; one that the person may not see answers like a missing one."""
    visible = MethodImport.objects.visible_to(staff(request))
    return get_object_or_404(visible, pk=number)


def listed_methods(request: HttpRequest) -> QuerySet[WorkMethod]:
    """The methods of the filtered list that the address asks for, in its order."""
    desk = methods_admin()
    if not desk.has_view_or_change_permission(request):
        raise PermissionDenied
    try:
        listed = desk.get_changelist_instance(request)
    except IncorrectLookupParameters:
        raise Http404 from None
    return listed.get_queryset(request)  # type: ignore[no-any-return]


def may_change(request: HttpRequest) -> MayChange:
    """Whether the person may change a method, as its own page says."""
    desk = methods_admin()
    return lambda method: bool(desk.has_change_permission(request, method))


def may_delete(request: HttpRequest) -> MayChange:
    """Whether the person may delete a method, as its own page says."""
    desk = methods_admin()
    return lambda method: bool(desk.has_delete_permission(request, method))
