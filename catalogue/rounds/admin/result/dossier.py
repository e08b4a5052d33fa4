"""The dossier of a round as one archive, for the archive room."""

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone

from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.telling import held_round
from catalogue.rounds.dossier import dossier
from catalogue.rounds.life import RUN
from catalogue.rounds.models import SelectionRound

State = SelectionRound.State


def dossier_file(request: HttpRequest, number: int) -> FileResponse:
    """All records of an approved or announced round, in one zip file."""
    selection_round = held_round(request, number, RUN)
    if selection_round.state not in (State.APPROVED, State.ANNOUNCED):
        raise Http404
    name = f"{selection_round.slug}-{timezone.localdate():%Y%m%d}.zip"
    return FileResponse(
        dossier(selection_round, by=staff(request)),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )
