"""A site's way of working, written down as a draft of a work method."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.accounts.models import User
from catalogue.bilingual import CHINESE, ENGLISH
from catalogue.methods.models import Source, Step, WorkMethod
from catalogue.methods.search.index import index_methods
from catalogue.practice.models import Co, PilotAct, PilotSite
from catalogue.practice.pilot_revisions import own_site

ENTER_METHODS = "methods.add_workmethod"


def may_draft_method(site: PilotSite, by: User) -> bool:
    """Whether the person may make a method of this site, which has none yet."""
    is_itself = site.revises_id is None and site.method_id is None
    return is_itself and by.has_perm(ENTER_METHODS)


@transaction.atomic
def draft_method_of(site: PilotSite, *, by: User) -> WorkMethod:
    """A draft with what the site tells, linked to it; a round takes it like any other.

    Each of the five co's under which something was done becomes a step. Raises
    PermissionDenied, or ValidationError when the site has a method already.
    """
    site = own_site(site, by)
    if not by.has_perm(ENTER_METHODS):
        raise PermissionDenied
    if not may_draft_method(site, by):
        raise ValidationError(_("This site has a work method already."))
    method = WorkMethod.objects.create(
        **_titles(site),
        community=site.community,
        reporting_body=site.community.reporting_body,
        problem_zh=site.problem_zh,
        problem_en=site.problem_en,
        results_zh=site.results_zh,
        results_en=site.results_en,
        entered_by=by,
        is_demo=site.programme.is_demo,
    )
    Step.objects.bulk_create(_steps(method, list(site.acts.all())))
    Source.objects.bulk_create(_sources(method, site))
    site.method = method
    site.save()
    index_methods([method.pk])
    return method


def _titles(site: PilotSite) -> dict[str, str]:
    return {
        "title_zh": f"{site.community.local_name_zh}共同缔造工作法",
        "title_en": f"{site.community.local_name_en}: joint creation",
    }


def _steps(method: WorkMethod, acts: list[PilotAct]) -> Iterator[Step]:
    told = [co for co in Co if any(act.co == co for act in acts)]
    for position, co in enumerate(told, start=1):
        own = [act for act in acts if act.co == co]
        yield Step(
            method=method,
            position=position,
            title_zh=_label(co, CHINESE),
            title_en=_label(co, ENGLISH),
            action_zh=_as_list(act.what_zh for act in own),
            action_en=_as_list(act.what_en for act in own),
            who_zh=_joined((act.who_zh for act in own), "、", 120),
            who_en=_joined((act.who_en for act in own), "; ", 200),
        )


def _label(co: Co, language: str) -> str:
    with override(language):
        return str(co.label)


def _as_list(texts: Iterator[str]) -> str:
    """One text as it is, several as a list (marked_text)."""
    told = [" ".join(text.split()) for text in texts if text]
    return told[0] if len(told) == 1 else "\n".join(f"- {text}" for text in told)


def _joined(texts: Iterator[str], between: str, most: int) -> str:
    """Each said once; left empty where it would not fit."""
    joined = between.join(dict.fromkeys(text for text in texts if text))
    return joined if len(joined) <= most else ""


def _sources(method: WorkMethod, site: PilotSite) -> Iterator[Source]:
    names = ("title", "issuer", "dated", "address", "may_link", "note", "position")
    for row in site.sources.values(*names):
        yield Source(method=method, **row)
