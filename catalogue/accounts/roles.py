"""Who may do what: one table of roles, kept as groups with their permissions.

The three administrators are separate roles, held by separate persons, as China's
graded protection of information systems asks (domain.md, "Who uses the catalogue").
docs/roles.md shows the same table to people; a test holds the two equal.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.places.models import Province


class Role(models.TextChoices):
    """The roles by the names of their groups."""

    OFFICER = "officer", _("officer of a reporting body")
    MINISTRY_EDITOR = "ministry-editor", _("ministry editor")
    ROUND_MANAGER = "round-manager", _("round manager")
    REVIEWER = "reviewer", _("reviewer")
    SYSTEM_ADMINISTRATOR = "system-administrator", _("system administrator")
    SECURITY_ADMINISTRATOR = "security-administrator", _("security administrator")
    AUDIT_ADMINISTRATOR = "audit-administrator", _("audit administrator")


def label_of(group_name: str) -> str:
    """A role in the page's language, by the name of its group."""
    known = group_name in Role.values
    return str(Role(group_name).label) if known else group_name


_OFFICER = Role.OFFICER
_EDITOR = Role.MINISTRY_EDITOR
_MANAGER = Role.ROUND_MANAGER
_REVIEWER = Role.REVIEWER
_SYSTEM = Role.SYSTEM_ADMINISTRATOR
_SECURITY = Role.SECURITY_ADMINISTRATOR
_AUDIT = Role.AUDIT_ADMINISTRATOR
_BUSINESS = (_OFFICER, _EDITOR, _MANAGER)

# Whoever has one of these has no other role beside it.
ADMINISTRATORS = frozenset({_SYSTEM, _SECURITY, _AUDIT})

GRANTS: Mapping[str, tuple[Role, ...]] = {
    "accounts.see_all_reporting_bodies": (_EDITOR, _MANAGER),
    "methods.view_workmethod": _BUSINESS,
    "methods.add_workmethod": (_OFFICER, _EDITOR),
    "methods.change_workmethod": (_OFFICER, _EDITOR),
    "methods.delete_workmethod": (_OFFICER, _EDITOR),
    "methods.publish_workmethod": (_EDITOR,),
    "methods.merge_workmethod": (_EDITOR,),
    "methods.reveal_contact": (_EDITOR,),
    "methods.view_sourcelink": _BUSINESS,
    "methods.change_sourcelink": (_OFFICER, _EDITOR),
    "methods.view_methodparent": _BUSINESS,
    "methods.add_methodparent": (_OFFICER, _EDITOR),
    "methods.change_methodparent": (_OFFICER, _EDITOR),
    "methods.delete_methodparent": (_OFFICER, _EDITOR),
    "methods.view_theme": _BUSINESS,
    "methods.add_theme": (_EDITOR,),
    "methods.change_theme": (_EDITOR,),
    "methods.delete_theme": (_EDITOR,),
    "rounds.view_selectionround": _BUSINESS,
    "rounds.add_selectionround": (_MANAGER,),
    "rounds.change_selectionround": (_MANAGER,),
    "rounds.delete_selectionround": (_MANAGER,),
    "rounds.run_round": (_MANAGER,),
    "rounds.put_forward": (_OFFICER,),
    "rounds.review_submissions": (_REVIEWER,),
    "rounds.view_quota": (_MANAGER,),
    "rounds.add_quota": (_MANAGER,),
    "rounds.change_quota": (_MANAGER,),
    "rounds.delete_quota": (_MANAGER,),
    "rounds.view_criterion": (_MANAGER,),
    "rounds.add_criterion": (_MANAGER,),
    "rounds.change_criterion": (_MANAGER,),
    "rounds.delete_criterion": (_MANAGER,),
    "rounds.view_markmeaning": (_MANAGER,),
    "rounds.add_markmeaning": (_MANAGER,),
    "rounds.change_markmeaning": (_MANAGER,),
    "rounds.delete_markmeaning": (_MANAGER,),
    "rounds.view_stagedates": (_MANAGER,),
    "rounds.add_stagedates": (_MANAGER,),
    "rounds.change_stagedates": (_MANAGER,),
    "rounds.delete_stagedates": (_MANAGER,),
    "rounds.view_reviewer": (_MANAGER,),
    "rounds.add_reviewer": (_MANAGER,),
    "rounds.change_reviewer": (_MANAGER,),
    "rounds.delete_reviewer": (_MANAGER,),
    "rounds.view_reviewgroup": (_MANAGER,),
    "rounds.add_reviewgroup": (_MANAGER,),
    "rounds.change_reviewgroup": (_MANAGER,),
    "rounds.delete_reviewgroup": (_MANAGER,),
    "rounds.view_groupmember": (_MANAGER,),
    "rounds.add_groupmember": (_MANAGER,),
    "rounds.change_groupmember": (_MANAGER,),
    "rounds.delete_groupmember": (_MANAGER,),
    "rounds.view_notice": (_EDITOR, _MANAGER),
    "rounds.add_notice": (_EDITOR, _MANAGER),
    "rounds.change_notice": (_EDITOR, _MANAGER),
    "rounds.delete_notice": (_MANAGER,),
    "rounds.view_submission": _BUSINESS,
    "rounds.add_submission": _BUSINESS,
    "rounds.change_submission": _BUSINESS,
    "rounds.delete_submission": _BUSINESS,
    "rounds.view_provincialreturn": _BUSINESS,
    "rounds.add_provincialreturn": _BUSINESS,
    "rounds.change_provincialreturn": _BUSINESS,
    "rounds.delete_provincialreturn": (_OFFICER, _MANAGER),
    "practice.view_adoption": _BUSINESS,
    "practice.add_adoption": (_OFFICER, _EDITOR),
    "practice.change_adoption": (_OFFICER, _EDITOR),
    "practice.decide_adoption": (_OFFICER, _EDITOR),
    "practice.view_stillinusecall": _BUSINESS,
    "practice.ask_still_in_use": (_EDITOR, _MANAGER),
    "practice.view_stillinuseanswer": _BUSINESS,
    "practice.answer_still_in_use": (_OFFICER, _EDITOR),
    "practice.view_pilotprogramme": _BUSINESS,
    "practice.add_pilotprogramme": (_EDITOR, _MANAGER),
    "practice.change_pilotprogramme": (_EDITOR, _MANAGER),
    "practice.delete_pilotprogramme": (_EDITOR, _MANAGER),
    "practice.run_pilotprogramme": (_EDITOR, _MANAGER),
    "practice.view_pilotsite": _BUSINESS,
    "practice.add_pilotsite": (_OFFICER, _EDITOR),
    "practice.change_pilotsite": (_OFFICER, _EDITOR),
    "practice.delete_pilotsite": (_OFFICER, _EDITOR),
    "practice.confirm_pilotsite": (_EDITOR, _MANAGER),
    "practice.view_promotion": _BUSINESS,
    "practice.add_promotion": (_OFFICER, _EDITOR),
    "practice.change_promotion": (_OFFICER, _EDITOR),
    "practice.delete_promotion": (_OFFICER, _EDITOR),
    "practice.publish_promotion": (_EDITOR,),
    "places.view_province": (_EDITOR, _MANAGER),
    "places.change_province": (_EDITOR,),
    "places.view_division": _BUSINESS,
    "places.view_street": (_EDITOR,),
    "places.view_community": (_OFFICER, _EDITOR),
    "places.add_community": (_EDITOR,),
    "places.change_community": (_EDITOR,),
    "places.merge_community": (_EDITOR,),
    "places.view_registerload": (_EDITOR,),
    "places.view_registerchange": (_EDITOR,),
    "places.change_registerchange": (_EDITOR,),
    "accounts.view_user": (_SYSTEM, _SECURITY),
    "accounts.add_user": (_SYSTEM,),
    "accounts.change_user": (_SYSTEM, _SECURITY),
    "accounts.keep_accounts": (_SYSTEM,),
    "accounts.assign_roles": (_SECURITY,),
    "accounts.read_audit_trail": (_AUDIT,),
}


def set_up_roles(app_label: str | None = None) -> None:
    """Make the groups of all roles and give each just the permissions of the table.

    With a label, only the permissions of that app are touched.
    """
    groups = {role: Group.objects.get_or_create(name=role)[0] for role in Role}
    known = Permission.objects.select_related("content_type").order_by()
    if app_label is not None:
        known = known.filter(content_type__app_label=app_label)
    by_name = {f"{each.content_type.app_label}.{each.codename}": each for each in known}
    for role, group in groups.items():
        due = {by_name[name] for name in granted_to(role) if name in by_name}
        held = group.permissions.all()
        if app_label is not None:
            held = held.filter(content_type__app_label=app_label)
        group.permissions.remove(*(each for each in held if each not in due))
        group.permissions.add(*due)


def granted_to(role: Role) -> Iterator[str]:
    """The permissions of one role, as "app.codename"."""
    return (name for name, roles in GRANTS.items() if role in roles)


def roles_of(account: User) -> set[Role]:
    """The roles that an account holds; groups that are no roles are passed over."""
    names = account.groups.values_list("name", flat=True)
    return {Role(name) for name in names if name in Role.values}


def check_roles(roles: Collection[Role], reporting_body: Province | None) -> None:
    """Raise ValidationError, with a sentence for each fault, unless these fit."""
    faults = list(_faults(set(roles), reporting_body))
    if faults:
        raise ValidationError(faults)


def _faults(roles: set[Role], body: Province | None) -> Iterator[ValidationError]:
    administrators = roles & ADMINISTRATORS
    if administrators and len(roles) > 1:
        message = _("“%(role)s” is held alone: give the other roles to another person.")
        label = Role(min(administrators)).label
        yield ValidationError(message, params={"role": label})
    if Role.OFFICER in roles and body is None:
        yield ValidationError(_("An officer needs the reporting body to work for."))
    if roles & {Role.MINISTRY_EDITOR, Role.ROUND_MANAGER} and body is not None:
        message = _(
            "Ministry editors and round managers work for all reporting bodies: "
            "leave the reporting body empty."
        )
        yield ValidationError(message)
    if administrators and body is not None:
        yield ValidationError(
            _("Administrators of the system belong to no reporting body.")
        )


@transaction.atomic
def set_roles(
    account: User, roles: Iterable[Role], *, reporting_body: Province | None
) -> None:
    """Give an account just these roles, and the body whose rows it works on.

    Raises ValidationError when the roles exclude each other or miss the body.
    """
    wanted = set(roles)
    check_roles(wanted, reporting_body)
    account.reporting_body = reporting_body
    account.save(update_fields=["reporting_body"])
    others = account.groups.exclude(name__in=Role.values)
    account.groups.set([*others, *Group.objects.filter(name__in=wanted)])


def after_migrate(app_config: Any, **kwargs: Any) -> None:
    """Bring the groups up to date once the permissions of an app are there."""
    if any(name.startswith(f"{app_config.label}.") for name in GRANTS):
        set_up_roles(app_config.label)
