"""What a person sends to this room."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalogue.desk.exchange.checking import AS_NEW, LEAVE_OUT, RESEMBLES
from catalogue.desk.exchange.row_reading import CHOSEN
from catalogue.desk.models import ImportedRow


class UploadForm(forms.Form):
    """The file to import."""

    file = forms.FileField(
        label=_("Excel or CSV file"),
        help_text=_("At most 10 MB and 5,000 rows; .xlsx or .csv."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


def chosen(sent: QueryDict, rows: list[ImportedRow]) -> dict[int, dict[str, Any]]:
    """What was chosen for the rows that ask; what they did not offer is passed over."""
    choices: dict[int, dict[str, Any]] = {}
    for row in rows:
        community = sent.get(f"{CHOSEN}-{row.number}", "")
        if community in {str(e["number"]) for e in row.result["candidates"]}:
            choices.setdefault(row.number, {})[CHOSEN] = int(community)
        answer = sent.get(f"{RESEMBLES}-{row.number}", "")
        if answer in (AS_NEW, LEAVE_OUT):
            choices.setdefault(row.number, {})[RESEMBLES] = answer
        elif answer in {str(e["number"]) for e in row.result.get("resembles", [])}:
            choices.setdefault(row.number, {})[RESEMBLES] = int(answer)
    return choices
