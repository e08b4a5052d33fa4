"""The board of the places as a page shows it: the order, the line, who gains and who
has none."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models.fields.json import KT
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import LocalText
from catalogue.methods.models import Theme, WorkMethod
from catalogue.places.models import Community, Province
from catalogue.rounds.board import Board, Share, Standing, Tie, shares
from catalogue.rounds.inter_group_consensus import board_of, line_of
from catalogue.rounds.models import (
    BoardSwap,
    GroupConsensus,
    SelectionRound,
    Submission,
    SubmittedText,
)
from catalogue.rounds.submitted_titles import SubmittedTitle

_UNKNOWN = _("not recorded")


@dataclass(frozen=True)
class Placed:
    """One submission on the board; what its group did not propose has no standing."""

    submission: Submission
    title: LocalText
    kind: str
    themes: list[str]
    standing: Standing | None
    is_tied: bool
    is_above: bool
    was_in: bool
    is_in: bool

    @property
    def number(self) -> int:
        return self.submission.method_id

    @property
    def rank(self) -> int | None:
        consensus: GroupConsensus = self.submission.consensus
        return consensus.rank

    @property
    def by_swap(self) -> bool:
        return self.is_in != self.is_above

    @property
    def change(self) -> int:
        return self.is_in - self.was_in


@dataclass(frozen=True)
class Breakdown:
    """The numbers of the board by one thing, each with its name."""

    label: str | Promise
    note: str | Promise
    rows: list[tuple[str, Share]]

    @property
    def without(self) -> int:
        """How many have none in."""
        return sum(not share.now for _name, share in self.rows)


@dataclass(frozen=True)
class BoardSheet:
    """A board with the line as it is saved and as it is looked at."""

    board: Board
    places: int
    saved: int
    line: int
    rows: list[Placed]
    swaps: list[BoardSwap]

    @property
    def is_preview(self) -> bool:
        return self.line != self.saved

    @cached_property
    def members(self) -> frozenset[int]:
        return self.board.members(self.line)

    @property
    def left(self) -> int:
        """Places that nobody has; below 0 where there are too few."""
        return self.places - len(self.members)

    @property
    def undecided(self) -> Tie | None:
        return self.board.undecided(self.line)

    @property
    def proposed(self) -> list[Placed]:
        return [row for row in self.rows if row.standing]

    @property
    def not_proposed(self) -> list[Placed]:
        return [row for row in self.rows if not row.standing]

    def breakdowns(self) -> list[Breakdown]:
        """The numbers by body, region, settlement, kind and theme."""
        bodies = {row.submission.reporting_body for row in self.rows}
        ordered = sorted(bodies, key=lambda body: body.sort_order)
        names = {each.slug: str(each.name) for each in Theme.objects.all()}
        return [
            self._breakdown(
                _("Reporting body"),
                [str(body) for body in ordered],
                {_pk(row): [str(row.submission.reporting_body)] for row in self.rows},
            ),
            self._of_choices(
                _("Region"),
                Province.Region,
                lambda row: row.submission.reporting_body.region,
            ),
            self._of_choices(
                _("Settlement"),
                Community.Settlement,
                lambda row: getattr(row.submission.method.community, "settlement", ""),
            ),
            self._of_choices(_("Kind"), WorkMethod.Kind, lambda row: row.kind),
            self._breakdown(
                _("Theme"),
                [*names.values()],
                {
                    _pk(row): [names.get(slug, slug) for slug in row.themes]
                    or [str(_UNKNOWN)]
                    for row in self.rows
                },
                _("A method with several themes counts in each of them."),
            ),
        ]

    def _of_choices(self, label: str | Promise, choices: Any, value: Any) -> Breakdown:
        labels = {str(each): str(each.label) for each in choices}
        return self._breakdown(
            label,
            [*labels.values()],
            {_pk(row): [labels.get(value(row), str(_UNKNOWN))] for row in self.rows},
        )

    def _breakdown(
        self,
        label: str | Promise,
        order: list[str],
        of_submission: Mapping[int, Collection[str]],
        note: str | Promise = "",
    ) -> Breakdown:
        was = self.board.members(self.saved)
        proposed = [_pk(row) for row in self.proposed]
        found = shares(of_submission, proposed, was, self.members)
        known = [*order, *(name for name in found if name not in order)]
        rows = [(name, found[name]) for name in known if name in found]
        return Breakdown(label, note, rows)


def board_sheet(selection_round: SelectionRound, line: int | None = None) -> BoardSheet:
    """The board of a round at the saved line, or at another one; in nine queries."""
    found, saved = board_of(selection_round), line_of(selection_round)
    shown = saved if line is None else line
    rows = list(_placed(selection_round, found, saved, shown))
    swaps = selection_round.board_swaps.select_related("decided_by", "undone_by")
    return BoardSheet(
        board=found,
        places=selection_round.places or 0,
        saved=saved,
        line=shown,
        rows=rows,
        swaps=list(swaps.order_by("-pk")),
    )


def _pk(row: Placed) -> int:
    return row.submission.pk


def _placed(
    selection_round: SelectionRound, found: Board, saved: int, line: int
) -> Iterable[Placed]:
    """What is proposed in the order of the board, then the rest by its number."""
    texts = _texts(selection_round)
    standings = {each.submission: each for block in found.blocks for each in block}
    tied = {
        each.submission for block in found.blocks for each in block if len(block) > 1
    }
    above, was, now = found.above(line), found.members(saved), found.members(line)
    submissions = (
        selection_round.submissions.judged()
        .select_related("consensus", "group", "method__community", "reporting_body")
        .order_by("method_id")
        .in_bulk()
    )
    rest = [pk for pk in submissions if pk not in standings]
    for pk in (*standings, *rest):
        zh, en, kind, themes = texts.get(pk, ("", "", "", []))
        yield Placed(
            submission=submissions[pk],
            title=SubmittedTitle(zh, en).title,
            kind=kind,
            themes=themes,
            standing=standings.get(pk),
            is_tied=pk in tied,
            is_above=pk in above,
            was_in=pk in was,
            is_in=pk in now,
        )


def _texts(
    selection_round: SelectionRound,
) -> dict[int, tuple[str, str, str, list[str]]]:
    """By submission the titles, kind and themes of the text that counts."""
    rows = (
        SubmittedText.objects.filter(submission__selection_round=selection_round)
        .order_by("submission", "-pk")
        .distinct("submission")
        .values_list(
            "submission",
            KT("content__title_zh"),
            KT("content__title_en"),
            KT("content__kind"),
            "content__themes",
        )
    )
    return {
        submission: (zh or "", en or "", kind or "", themes or [])
        for submission, zh, en, kind, themes in rows
    }
