"""Forms of the desk for accounts."""

from typing import Any

from django import forms
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.roles import Role, check_roles, roles_of


class PasswordForm(AdminPasswordChangeForm):
    """Django's own, whose warning is in the language of the page."""

    # Its script hides the warning by this id.
    usable_password_help_text = lazy(format_html, str)(
        '{} <strong id="id_unusable_warning">{}</strong>',
        SetUnusablePasswordMixin.usable_password_help_text,
        _("If disabled, the current password for this user will be lost."),
    )


class StaffForm(UserChangeForm):
    """An account with its roles, which must not exclude each other."""

    roles = forms.MultipleChoiceField(
        label=_("roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "What each role may do stands in docs/roles.md. The three administrators "
            "are held alone, each by another person."
        ),
    )

    class Meta(UserChangeForm.Meta):
        model = User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "roles" in self.fields:
            self.fields["roles"].initial = sorted(roles_of(self.instance))

    def clean(self) -> dict[str, Any]:
        super().clean()
        if "roles" in self.cleaned_data:
            roles = [Role(name) for name in self.cleaned_data["roles"]]
            try:
                check_roles(roles, self.cleaned_data.get("reporting_body"))
            except ValidationError as faults:
                self.add_error("roles", faults)
        return self.cleaned_data
