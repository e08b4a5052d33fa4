"""The desk's pages for accounts: who signs in, and for which reporting body."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.forms import PasswordForm, StaffForm
from catalogue.accounts.list_filters import RelatedRecords, Roles
from catalogue.accounts.models import User
from catalogue.accounts.roles import (
    ADMINISTRATORS,
    Role,
    label_of,
    roles_of,
    set_roles,
)
from catalogue.accounts.scoped_admin import staff

admin.site.unregister(Group)

KEEP = "accounts.keep_accounts"
ASSIGN = "accounts.assign_roles"
AUDIT = "accounts.read_audit_trail"

_NAME = ["username", "password"]
_PERSON = ["last_name", "first_name", "email", "phone"]
_ACCESS = ["reporting_body", "roles"]


@admin.register(Group)
class StaffGroupAdmin(GroupAdmin):
    """The roles and what they may do; the table in the code is the only pen."""

    list_display = ["role"]

    @admin.display(description=_("roles"), ordering="name")
    def role(self, group: Group) -> str:
        return label_of(group.name)

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """The role under its name in the page's language; nobody saves it."""
        group = super().get_object(*args, **kwargs)
        if group is not None:
            group.name = label_of(group.name)
        return group

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(ASSIGN)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(ASSIGN)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Accounts: one role keeps them, another gives them their rights."""

    form = StaffForm
    change_password_form = PasswordForm
    list_display = [
        "username",
        "full_name",
        "role_names",
        "reporting_body",
        "phone",
        "is_active",
        "last_login",
    ]
    list_filter = [
        "is_active",
        Roles,
        ("reporting_body", RelatedRecords),
    ]
    show_facets = ShowFacets.ALWAYS
    list_select_related = ["reporting_body"]
    search_fields = ["username", "first_name", "last_name", "email", "phone"]
    ordering = ["username"]
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
            _("Access"),
            {
                "description": _(
                    "An officer sees and changes only the rows of the reporting body. "
                    "Take the tick of “Active” away instead of deleting an account: "
                    "what the person wrote stays theirs."
                ),
                "fields": ["is_active", "reporting_body", "roles"],
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
                    "Name and password first; the person follows on the next page. "
                    "The security administrator then gives the account its roles."
                ),
                "fields": ["username", "usable_password", "password1", "password2"],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        # Which of the two shows depends on who may give roles.
        words = {} if staff(request).has_perm(ASSIGN) else {"roles": "role_names"}
        hidden = [] if staff(request).has_perm(KEEP) else ["password"]
        return [
            (
                name,
                {
                    **rest,
                    "fields": [
                        words.get(field, field) if isinstance(field, str) else field
                        for field in rest["fields"]
                        if field not in hidden
                    ],
                },
            )
            for name, rest in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = ["last_login", "date_joined", "role_names"]
        person = staff(request)
        if not person.has_perm(KEEP):
            fixed += ["username", *_PERSON, "is_active"]
        if not person.has_perm(ASSIGN):
            fixed += ["reporting_body"]
        return fixed

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None and not staff(request).has_perm(ASSIGN):
            form.base_fields.pop("roles", None)
        return form  # type: ignore[no-any-return]

    def save_model(
        self, request: HttpRequest, obj: User, form: Any, change: Any
    ) -> None:
        if not change:
            # An account is made for the desk; without a role it opens nothing.
            obj.is_staff = True
        super().save_model(request, obj, form, change)
        if change and "roles" in form.cleaned_data:
            roles = [Role(name) for name in form.cleaned_data["roles"]]
            set_roles(obj, roles, reporting_body=obj.reporting_body)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(staff(request), obj))

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Django's own page; a password is set by whoever keeps the accounts."""
        if not staff(request).has_perm(KEEP):
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """What happened to an account is part of the audit trail."""
        if not staff(request).has_perm(AUDIT):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    @admin.display(description=_("full name"), ordering="last_name")
    def full_name(self, account: User) -> str:
        return account.get_full_name()

    @admin.display(description=_("roles"))
    def role_names(self, account: User) -> str:
        held = {group.name for group in account.groups.all()}
        labels = [str(role.label) for role in Role if role in held]
        return ", ".join(labels) or "–"


def may_manage(manager: User, account: User) -> bool:
    """Whether the one may change the account of the other at all.

    Who sets a password can act as that account, and who gives roles could give them
    to the own account: so administrators are out of each other's reach, and nobody
    gives rights to the own account.
    """
    if manager.is_superuser:
        return True
    if account.is_superuser:
        return False
    if account == manager:
        return manager.has_perm(KEEP)
    if manager.has_perm(ASSIGN):
        return True
    return not roles_of(account) & ADMINISTRATORS
