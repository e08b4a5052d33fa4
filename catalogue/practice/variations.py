"""What an adopter made of a method becomes a method of its own."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.methods.family import learn_from
from catalogue.methods.models import WorkMethod
from catalogue.methods.search.index import index_methods
from catalogue.practice.models import Adoption

ADD = "methods.add_workmethod"
_TITLES = {"title_zh": "{title}（{name}）", "title_en": "{title} ({name})"}


def variation_of(adoption: Adoption) -> WorkMethod | None:
    """The method that the community made of the one it took over, if there is one."""
    return (
        WorkMethod.objects.unmerged()
        .filter(parents__parent=adoption.method, community=adoption.community)
        .order_by("pk")
        .first()
    )


@transaction.atomic
def make_variation(adoption: Adoption, *, by: User) -> WorkMethod:
    """A draft of the adopter's own way, learnt from the method; once for each.

    It begins with what the adoption tells; kind and themes are those of the method.
    Raises PermissionDenied, or ValidationError for a report that nobody confirmed.
    """
    rows = Adoption.objects.visible_to(by).select_for_update(of=["self"])
    found = rows.filter(pk=adoption.pk).select_related("method", "community").first()
    if found is None or not by.has_perm(ADD):
        raise PermissionDenied
    if found.state not in Adoption.CONFIRMED_STATES:
        raise ValidationError(_("Confirm the adoption first."))
    known = variation_of(found)
    if known is not None:
        return known
    draft = _draft(found, by)
    learn_from(draft, found.method, by=by)
    index_methods([draft.pk])
    return draft


def _draft(adoption: Adoption, by: User) -> WorkMethod:
    method, community = adoption.method, adoption.community
    draft = WorkMethod.objects.create(
        **_titles(adoption),
        community=community,
        reporting_body=community.reporting_body,
        kind=method.kind,
        summary_zh=adoption.adapted_zh,
        summary_en=adoption.adapted_en,
        results_zh=adoption.result_zh,
        results_en=adoption.result_en,
        year_begun=int(adoption.since[:4]) if adoption.since else None,
        entered_by=by,
        is_demo=adoption.is_demo,
    )
    draft.themes.set(method.themes.all())
    if adoption.source:
        draft.sources.create(title=adoption.source[:300])
    return draft


def _titles(adoption: Adoption) -> dict[str, str]:
    """The titles of the method with the name of the place, to be written anew."""
    names = {
        "title_zh": adoption.community.local_name_zh,
        "title_en": adoption.community.local_name_en,
    }
    titles = {}
    for field, pattern in _TITLES.items():
        title = getattr(adoption.method, field)
        longest = WorkMethod._meta.get_field(field).max_length  # type: ignore[union-attr]
        whole = pattern.format(title=title, name=names[field])
        titles[field] = whole[:longest] if title else ""
    return titles
