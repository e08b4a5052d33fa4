"""The minutes of a group as a Word document."""

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

from catalogue.rounds.minutes import Agreed, Minutes
from catalogue.rounds.models import GroupMember
from catalogue.word.elements import (
    CELL_STYLE,
    Element,
    Headings,
    cells,
    paragraph,
    run,
    table,
)
from catalogue.word.frame import new_document, saved

_WIDTHS = [700, 2_500, 1_400, 3_200, 1_500]
_DASH = "–"


def minutes_document(minutes: Minutes) -> bytes:
    """The file, in the language of the page."""
    title = gettext("Minutes of group consensus")
    headings = Headings()
    body = [
        paragraph(run(title), style="Title"),
        paragraph(
            run(f"{minutes.meeting.group.selection_round} · {minutes.meeting.group}"),
            style="Subtitle",
        ),
        *_facts(minutes),
        headings.heading(gettext("Recusals"), 1)[0],
        *_recusals(minutes),
        headings.heading(pgettext("of a meeting", "Results"), 1)[0],
        _results(minutes),
        paragraph(),
        paragraph(run(gettext("Chair (signature):"))),
        paragraph(run(gettext("Secretary (signature):"))),
    ]
    return saved(new_document(title), body)


def names(members: Iterable[GroupMember]) -> str:
    """The names of members, divided as the language does."""
    return gettext(", ").join(str(each.reviewer) for each in members)


def _facts(minutes: Minutes) -> Iterator[Element]:
    days = gettext(" to ").join(
        date_format(each, "DATE_FORMAT") for each in minutes.days
    )
    present = gettext(", ").join(str(each) for each in minutes.present)
    yield _fact(gettext("Results recorded"), days or _DASH)
    yield _fact(gettext("Place"), "")
    yield _fact(gettext("Present"), present)
    for member, reason in minutes.absent:
        why = f" ({reason})" if reason else ""
        yield _fact(gettext("Absent"), f"{member}{why}")
    words = ngettext(
        "%(proposed)d of %(all)d submission",
        "%(proposed)d of %(all)d submissions",
        len(minutes.agreed),
    )
    counted = {"proposed": minutes.proposed, "all": len(minutes.agreed)}
    yield _fact(gettext("Proposed"), words % counted)


def _fact(label: str, value: str) -> Element:
    return paragraph(run(f"{label}  ", bold=True), run(value))


def _recusals(minutes: Minutes) -> Iterator[Element]:
    if not minutes.recused:
        yield paragraph(run(gettext("Nobody was recused.")))
    for row, recused in minutes.recused:
        told = gettext("; ").join(f"{each.reviewer}, {why}" for each, why in recused)
        yield paragraph(run(f"{row.label}  {told}"))


def _results(minutes: Minutes) -> Element:
    head = [
        gettext("Rank"),
        gettext("Submission"),
        gettext("Result"),
        gettext("Reasons"),
        gettext("Took part"),
    ]
    return table(_WIDTHS, head, [_row(each) for each in minutes.agreed])


def _row(agreed: Agreed) -> list[Element]:
    row, consensus = agreed.row, agreed.consensus
    name = gettext("(recused)") if row.is_hidden else row.title
    texts = [_DASH, f"{row.label} {name}", gettext("no result"), _DASH, _DASH]
    if consensus is not None and not row.is_hidden:
        texts = [
            str(row.rank or _DASH),
            texts[1],
            consensus.get_result_display(),
            consensus.reason,
            names(agreed.took_part),
        ]
    elif row.is_hidden:
        texts[2] = _DASH
    return cells(_WIDTHS, [[paragraph(run(text), style=CELL_STYLE)] for text in texts])
