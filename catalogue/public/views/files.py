"""Uploaded files: public with the record they belong to, and not before."""

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from catalogue.methods.models import MethodFile, MethodPhoto, WorkMethod
from catalogue.methods.stored_files import stored_file
from catalogue.practice.models import Adoption, AdoptionEvidence
from catalogue.rounds.models import Notice


@require_safe
def uploaded_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of what the public may read: a method, a round, an adoption.

    Others are for their own staff.
    """
    # The database refuses to be asked for a NUL.
    if not path.isprintable():
        raise Http404
    is_public = _is_public(path)
    if not (is_public or _may_see(request, path)):
        raise Http404
    keep = "public, max-age=3600" if is_public else "private"
    return stored_file(path, keep=keep)


def _is_public(path: str) -> bool:
    published = WorkMethod.objects.published()
    return (
        _of_methods(path, published)
        or Notice.objects.public().filter(file=path).exists()
        or _of_adoptions(path, Adoption.objects.public())
    )


def _may_see(request: HttpRequest, path: str) -> bool:
    user = request.user
    if not user.is_staff:
        return False
    if user.has_perm("rounds.view_notice") and Notice.objects.filter(file=path):
        return True
    if user.has_perm("practice.view_adoption") and _of_adoptions(
        path, Adoption.objects.visible_to(user)
    ):
        return True
    return _of_methods(path, WorkMethod.objects.visible_to(user))


def _of_methods(path: str, methods: QuerySet[WorkMethod]) -> bool:
    return (
        MethodPhoto.objects.filter(image=path, method__in=methods).exists()
        or MethodFile.objects.filter(file=path, method__in=methods).exists()
    )


def _of_adoptions(path: str, adoptions: QuerySet[Adoption]) -> bool:
    evidence = AdoptionEvidence.objects.filter(Q(image=path) | Q(file=path))
    return evidence.filter(adoption__in=adoptions).exists()
