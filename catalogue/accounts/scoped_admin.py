"""Admin classes that show and change only the rows a member of staff may see."""

from operator import attrgetter
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse

from catalogue.accounts.models import User
from catalogue.accounts.scope import ScopedQuerySet


def staff(request: HttpRequest) -> User:
    """The member of staff who asks; the admin lets nobody else in."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def sees_all(request: HttpRequest) -> bool:
    """Whether the person sees the rows of every reporting body."""
    return staff(request).sees_all_reporting_bodies


class ScopedChoices:
    """Offers, and takes from a form, only related rows that the person may see."""

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        field: ModelChoiceField | None = super().formfield_for_foreignkey(  # type: ignore[misc]
            db_field, request, **kwargs
        )
        if field is not None and isinstance(field.queryset, ScopedQuerySet):
            field.queryset = field.queryset.visible_to(request.user)
        rows: Any = field.queryset if field is not None else None
        if field is not None and hasattr(rows, "unmerged"):
            # Nothing new is attached to what went into another record.
            field.queryset = rows.unmerged()
        if field is not None and db_field.name == "reporting_body":
            field.queryset = own_body(field.queryset, request)
        return field


def own_body(bodies: Any, request: HttpRequest) -> Any:
    """The reporting bodies for which the person may enter rows."""
    if sees_all(request):
        return bodies
    return bodies.filter(pk=staff(request).reporting_body_id)


class ScopedAdmin(ScopedChoices, admin.ModelAdmin):
    """A model whose manager has `visible_to`: foreign rows answer like missing ones."""

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.visible_to(request.user)

    def is_visible(self, request: HttpRequest, row: Any) -> bool:
        """Whether the row is one of those that the person may see."""
        if row is None or row.pk is None or sees_all(request):
            return True
        rows: Any = self.model._default_manager.all()
        owner = attrgetter(rows.reporting_body_path.replace("__", ".") + "_id")
        own = staff(request).reporting_body_id
        return own is not None and owner(row) == own

    def has_add_permission(self, request: HttpRequest) -> bool:
        owns_rows = sees_all(request) or staff(request).reporting_body_id is not None
        return owns_rows and super().has_add_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and self.is_visible(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and self.is_visible(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and self.is_visible(request, obj)


class ForeignRowsAreMissing(ScopedAdmin):
    """Foreign rows answer like missing ones where a form is posted to them as well."""

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None and self.has_view_permission(request):
            answer: HttpResponse = self._get_obj_does_not_exist_redirect(  # type: ignore[attr-defined]
                request, self.opts, object_id
            )
            return answer
        return super().change_view(request, object_id, *args, **kwargs)


class ScopedInline(ScopedChoices, admin.TabularInline):
    """Rows inside another page: only those that the person may see."""

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.visible_to(request.user)
