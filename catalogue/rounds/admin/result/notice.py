"""The result notice: written from the approved list, its number entered afterwards."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from catalogue.rounds.admin.forms import NoticeForm
from catalogue.rounds.admin.telling import held_round
from catalogue.rounds.life import RUN
from catalogue.rounds.models import Notice, SelectionRound
from catalogue.rounds.result_notice import result_notice
from catalogue.tables.download import as_download
from catalogue.word.frame import CONTENT_TYPE

State = SelectionRound.State


class ResultNoticeForm(NoticeForm):
    """Number, date and title of the result notice as they were given to it."""

    class Meta:
        model = Notice
        fields = ["number", "dated", "title_zh", "title_en", "issuer_zh", "issuer_en"]

    def __init__(self, data: Any, *, selection_round: SelectionRound) -> None:
        found = selection_round.notices.filter(role=Notice.Role.RESULT).first()
        notice = found or Notice(
            selection_round=selection_round,
            role=Notice.Role.RESULT,
            issuer_zh=selection_round.organiser_zh,
            issuer_en=selection_round.organiser_en,
        )
        super().__init__(data, instance=notice)
        for name in ("number", "dated"):
            self.fields[name].required = True
        self.fields["number"].widget.attrs["lang"] = "zh-Hans"
        for name in ("title_zh", "title_en", "issuer_zh", "issuer_en"):
            self.fields[name].widget.attrs["class"] = "vLargeTextField"
        self.fields["dated"].help_text = _("As the notice itself says: 2018-12-13.")

    def clean_dated(self) -> str:
        dated: str = self.cleaned_data["dated"]
        if len(dated) != len("2018-12-13"):
            raise forms.ValidationError(_("A result notice has a whole date."))
        return dated


def notice_file(request: HttpRequest, number: int) -> HttpResponse:
    """The result notice as a Word file; there is none before the approval."""
    selection_round = held_round(request, number, RUN)
    approval = selection_round.approvals.last()
    if approval is None or selection_round.state not in (
        State.APPROVED,
        State.ANNOUNCED,
    ):
        raise Http404
    response = HttpResponse(result_notice(approval), content_type=CONTENT_TYPE)
    name = f"{selection_round.slug}-result-notice.docx"
    return as_download(response, name)
