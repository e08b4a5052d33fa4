"""Write down what a newer register has otherwise, for staff to look at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.utils import timezone

from catalogue.places.models import Community, RegisterChange, Street
from catalogue.places.register.atlas import Atlas
from catalogue.places.register.compared import Compared, compared
from catalogue.places.register.pairing import (
    Candidate,
    Reason,
    Scope,
    Suggestion,
    pairs,
    suggestion,
)

Kind = RegisterChange.Kind
Settlement = RegisterChange.Settlement
_AT_ONCE = 2_000

Found = Counter[tuple[str, str]]


def write_findings(register_on: date) -> Found:
    """A row for each place that is otherwise; how many of each level and kind.

    After the tables are brought up, in the transaction of the load.
    """
    return _Findings(register_on).write()


class _Findings:
    def __init__(self, register_on: date) -> None:
        self.register_on = register_on
        self.now: datetime = timezone.now()
        self.atlas = Atlas()
        self.found: Found = Counter()
        self.number_of: dict[str, int] = {}

    def write(self) -> Found:
        for level in ("division", "street", "community"):
            rows = compared(level)
            if level == "community":
                self._learn_numbers(rows)
            changes = self._changes(level, rows)
            while block := list(islice(changes, _AT_ONCE)):
                RegisterChange.objects.bulk_create(block)
                self.found.update((level, change.kind) for change in block)
        return self.found

    def _changes(self, level: str, rows: list[Compared]) -> Iterator[RegisterChange]:
        gone = [row for row in rows if row.is_gone]
        new = [row for row in rows if row.is_new]
        paired = pairs(gone, new, self._scopes(level))
        self.atlas.follow({old: row.code for old, (_why, row) in paired.items()})
        yield from self._gone(level, gone, new, paired)
        taken = {row.code for _reason, row in paired.values()}
        for row in rows:
            if row.is_new and row.code not in taken:
                yield self._change(Kind.NEW, row, settlement=Settlement.TAKEN_OVER)
            elif not row.is_new and not row.is_gone:
                yield from self._still_there(row)

    def _scopes(self, level: str) -> list[Scope]:
        atlas = self.atlas
        if level == "division":
            return [(Reason.SAME_PROVINCE, atlas.province_of)]
        if level == "street":
            return [
                (Reason.SAME_COUNTY, atlas.now),
                (Reason.SAME_CITY, atlas.city_of),
            ]
        return [
            (Reason.SAME_STREET, atlas.now),
            (Reason.SAME_COUNTY, atlas.county_of),
            (Reason.SAME_STREET_NAME, atlas.street_name_of),
        ]

    def _still_there(self, row: Compared) -> Iterator[RegisterChange]:
        if row.is_back:
            yield self._back(row)
        if row.has_moved:
            yield self._change(Kind.MOVED, row)
        if row.is_renamed:
            yield self._change(Kind.RENAMED, row)
        if row.replaced_by:
            name = self.atlas.name_of(row.replaced_by)
            now = Suggestion(row.replaced_by, name, Reason.REPLACED)
            yield self._change(Kind.MERGED, row, now)

    def _back(self, row: Compared) -> RegisterChange:
        """It is there again; to be looked at where staff had ended or merged it."""
        of_place = self._of_place(row)
        RegisterChange.objects.open().filter(
            **of_place, kind__in=[Kind.WITHDRAWN, Kind.MERGED, Kind.MOVED]
        ).update(settlement=Settlement.RETURNED, settled_at=self.now)
        numbers = [of_place["community_id"]] if row.level == "community" else []
        is_ended = Community.objects.filter(pk__in=numbers).exclude(
            is_active=True, merged_into=None
        )
        settled = "" if is_ended.exists() else Settlement.RETURNED
        return self._change(Kind.BACK, row, settlement=settled)

    def _gone(
        self,
        level: str,
        gone: list[Compared],
        new: list[Compared],
        paired: dict[str, tuple[Reason, Compared]],
    ) -> Iterator[RegisterChange]:
        left = [row for row in gone if row.code_before not in paired]
        beside: dict[str, list[Compared]] = defaultdict(list)
        for row in left:
            beside[self.atlas.now(row.above_before)].append(row)
        there = self._candidates(level, beside, {row.code for row in new})
        ended = self._ended(left) if level == "community" else {}
        for row in gone:
            above = self.atlas.now(row.above_before)
            settlement = ended.get(row.code_before, "")
            if row.code_before in paired:
                reason, other = paired[row.code_before]
                now = Suggestion(other.code, other.name, reason)
                yield self._change(Kind.MOVED, row, now, other.above)
            elif one := suggestion(row, beside[above], there[above]):
                yield self._change(Kind.MERGED, row, one, above, settlement=settlement)
            else:
                yield self._change(Kind.WITHDRAWN, row, settlement=settlement)

    def _candidates(
        self, level: str, aboves: Iterable[str], new: set[str]
    ) -> dict[str, list[Candidate]]:
        """What stands now under each of the places above."""
        found: dict[str, list[Candidate]] = defaultdict(list)
        rows: Any
        if level == "community":
            there = Community.objects.findable().filter(street__in=list(aboves))
            rows = there.values_list("street", "code", "name")
        elif level == "street":
            rows = Street.objects.filter(county__in=list(aboves))
            rows = rows.values_list("county", "code", "name_zh")
        else:
            return found
        renamed = {row.code for row in compared(level) if row.is_renamed}
        for above, code, name in rows.filter(withdrawn_on=None).exclude(code=""):
            row = Compared(level, code, name, above, "", "", "", False, "")
            is_new = code in new or code in renamed
            found[above].append(Candidate(code, name, row.key, is_new))
        return found

    def _ended(self, rows: list[Compared]) -> dict[str, str]:
        """The communities of which staff knew it already, by code."""
        known = Community.objects.filter(code__in=[row.code_before for row in rows])
        ended = known.exclude(is_active=True, merged_into=None)
        return {
            code: Settlement.MERGED if merged else Settlement.WITHDRAWN
            for code, merged in ended.values_list("code", "merged_into")
        }

    def _learn_numbers(self, rows: list[Compared]) -> None:
        codes = {code for row in rows for code in (row.code, row.code_before) if code}
        known = Community.objects.filter(code__in=codes)
        self.number_of = dict(known.values_list("code", "number"))

    def _of_place(self, row: Compared) -> dict[str, Any]:
        code = row.code_before or row.code
        if row.level == "community":
            return {"community_id": self.number_of[code]}
        return {f"{row.level}_id": code}

    def _change(
        self,
        kind: str,
        row: Compared,
        now: Suggestion | None = None,
        above_now: str = "",
        *,
        settlement: str = "",
    ) -> RegisterChange:
        code, name = (now.code, now.name) if now else (row.code, row.name)
        other = self._number(code) if now and row.level == "community" else None
        return RegisterChange(
            **self._of_place(row),
            register_on=self.register_on,
            kind=kind,
            other_id=other,
            code_before=row.code_before,
            name_before=row.name_before,
            place_before=self.atlas.path_of(row.above_before),
            code_after=code,
            name_after=name,
            place_after=self.atlas.path_of(above_now or row.above),
            reason=now.reason if now else "",
            neighbour=now.neighbour if now else "",
            settlement=settlement,
            settled_at=self.now if settlement else None,
        )

    def _number(self, code: str) -> int | None:
        if code not in self.number_of:
            known = Community.objects.filter(code=code).values_list("number", flat=True)
            self.number_of[code] = known.get()
        return self.number_of[code]
