"""The desk's pages for accounts: who signs in, and for which reporting body."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.list_filters import RelatedRecords
from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import ScopedChoices, sees_all, staff

admin.site.unregister(Group)

GRANTS = ("is_superuser", "groups", "user_permissions")


@admin.register(Group)
class StaffGroupAdmin(GroupAdmin):
    """Groups hand out permissions, so only superusers see them."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser


@admin.register(User)
class StaffAdmin(ScopedChoices, UserAdmin):
    """Accounts; only superusers grant permissions."""

    list_display = [
        "username",
        "full_name",
        "reporting_body",
        "phone",
        "is_active",
        "is_superuser",
        "last_login",
    ]
    list_filter = [
        "is_active",
        "is_superuser",
        ("groups", RelatedRecords),
        ("reporting_body", RelatedRecords),
    ]
    show_facets = ShowFacets.ALWAYS
    list_select_related = ["reporting_body"]
    search_fields = ["username", "first_name", "last_name", "email", "phone"]
    ordering = ["username"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (
            _("Person"),
            {
                "description": _("So that colleagues can reach who made an entry."),
                "fields": [("last_name", "first_name"), ("email", "phone")],
            },
        ),
        (
            _("Reporting body"),
            {
                "description": _(
                    "An officer of a body sees and changes only the rows of that body. "
                    "Left empty for the staff of the ministry."
                ),
                "fields": ["reporting_body"],
            },
        ),
        (
            _("Access"),
            {
                "description": _(
                    "Take the first tick away instead of deleting an account: "
                    "what the person wrote stays theirs."
                ),
                "fields": [
                    "is_active",
                    "is_staff",
                    "is_superuser",
                    "groups",
                    "user_permissions",
                ],
            },
        ),
        (_("Dates"), {"fields": [("last_login", "date_joined")]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "description": _(
                    "Name and password first; reporting body and access follow on the "
                    "next page."
                ),
                "fields": ["username", "usable_password", "password1", "password2"],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        accounts = super().get_queryset(request)
        if sees_all(request):
            return accounts
        own = staff(request).reporting_body_id
        return accounts.filter(reporting_body=own) if own else accounts.none()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if staff(request).is_superuser:
            return fieldsets
        return [
            (name, {**rest, "fields": [f for f in rest["fields"] if f not in GRANTS]})
            for name, rest in fieldsets
        ]

    def save_model(
        self, request: HttpRequest, obj: User, form: Any, change: Any
    ) -> None:
        if not change and not sees_all(request):
            obj.reporting_body_id = staff(request).reporting_body_id
        if not change:
            # An account is made for the desk; without permissions it opens nothing.
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        belongs = sees_all(request) or staff(request).reporting_body_id is not None
        return belongs and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(staff(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_manage(staff(request), obj))

    @admin.display(description=_("full name"), ordering="last_name")
    def full_name(self, account: User) -> str:
        return account.get_full_name()


def may_manage(manager: User, account: User) -> bool:
    """Whether the account can do nothing that its manager could not do.

    Who may set the password of an account can act as that account.
    """
    if manager.is_superuser or account == manager:
        return True
    return not account.is_superuser and (
        account.get_all_permissions() <= manager.get_all_permissions()
    )
