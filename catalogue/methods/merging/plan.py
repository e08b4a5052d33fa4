"""What the merge of two methods would do."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalogue.merging.plan import BOTH, GOES, STAYS, MergePlan, Side
from catalogue.merging.relations import Follows, Relations
from catalogue.methods.merging.content import THEMES, parts_by_name, together
from catalogue.methods.models import Step, Theme, WorkMethod
from catalogue.methods.revisions import CONTENT, label_of, shown, values_of_parts

MERGE = "methods.merge_workmethod"

METHOD_RELATIONS = Relations("methods.WorkMethod")
for _name, _follows in {
    "methods.WorkMethod.merged_into": Follows.MOVES,
    # The change of a published method is ended before the method goes.
    "methods.WorkMethod.revises": Follows.HINDERS,
    "methods.WorkMethod_themes.workmethod": Follows.CHOSEN,
    "methods.Step.method": Follows.CHOSEN,
    "methods.MethodCharacteristic.method": Follows.CHOSEN,
    "methods.Source.method": Follows.CHOSEN,
    "methods.MethodPhoto.method": Follows.CHOSEN,
    "methods.MethodFile.method": Follows.CHOSEN,
    # Who moved this method, and who looked at its number, stays true of this one.
    "methods.StateChange.method": Follows.REMAINS,
    "methods.ContactReveal.method": Follows.REMAINS,
    # It answers to the fields of this very page; the page of the other names it.
    "methods.UnsavedText.method": Follows.REMAINS,
    "methods.MethodMerge.stays": Follows.REMAINS,
    "methods.MethodMerge.goes": Follows.REMAINS,
    "methods.SearchText.method": Follows.MADE_ANEW,
    # The family of both becomes one; a circle is refused by the database.
    "methods.MethodParent.child": Follows.MOVES,
    "methods.MethodParent.parent": Follows.MOVES,
}.items():
    METHOD_RELATIONS.say(_name, _follows)

# The reporting body must be the same; the others are chosen one by one.
_FIELDS = tuple(name for name in CONTENT if name != "reporting_body")


class MethodMergePlan(MergePlan[WorkMethod]):
    relations = METHOD_RELATIONS
    permission = MERGE

    @cached_property
    def sides(self) -> list[Side]:
        fields = [WorkMethod._meta.get_field(name) for name in _FIELDS]
        parts = parts_by_name().items()
        return [
            *(self._side(field) for field in fields),
            self._side_of_themes(),
            *(self._side_of_parts(name, part) for name, part in parts),
        ]

    def own_hindrances(self) -> Iterator[str]:
        for row in (self.stays, self.goes):
            words = {"number": row.pk}
            if row.merged_into_id is not None:
                yield _("№ %(number)s was merged into another one already.") % words
            if row.revises_id is not None:
                yield (
                    _("№ %(number)s is a change of another one: publish or delete it.")
                    % words
                )
        change = WorkMethod.objects.filter(revises=self.stays).first()
        if change is not None:
            yield self.hindering(change)
        if self.stays.reporting_body_id != self.goes.reporting_body_id:
            yield _(
                "They belong to two reporting bodies, %(stays)s and %(goes)s: put the "
                "body of one right first."
            ) % {
                "stays": self.stays.reporting_body,
                "goes": self.goes.reporting_body,
            }
        if self.stays.is_demo != self.goes.is_demo:
            yield _("One of them is a demonstration record: it is not merged.")
        if self.goes.published_at is not None and not self.stays.is_published:
            yield _(
                "Readers know № %(goes)s, and № %(stays)s is not published: let the "
                "other one stay, or publish № %(stays)s first."
            ) % {"goes": self.goes.pk, "stays": self.stays.pk}

    def hindering(self, row: models.Model) -> str:
        assert isinstance(row, WorkMethod)  # noqa: S101
        words = {"number": row.revises_id, "change": row.pk}
        return (
            _(
                "A change of № %(number)s is being prepared, № %(change)s: publish or "
                "delete it first."
            )
            % words
        )

    def notes(self) -> Iterator[str]:
        numbers = {"goes": self.goes.pk, "stays": self.stays.pk}
        if self.stays.is_published:
            if self.goes.is_published:
                yield _("Both are published.")
            yield _(
                "№ %(stays)s is published: values that are taken over become a "
                "change of it, which another person checks and publishes."
            ) % (numbers)
        if self.goes.published_at is not None:
            yield _("The addresses of № %(goes)s lead to № %(stays)s at once.") % (
                numbers
            )
        if self.goes.publish_at is not None:
            yield _("The release of № %(goes)s for a later moment is taken back.") % (
                numbers
            )
        yield _("The text of № %(goes)s stays readable for staff under its number.") % (
            numbers
        )

    def _side(self, field: Any) -> Side:
        values = [getattr(row, field.attname) for row in (self.stays, self.goes)]
        kept, other = (
            shown(row, field) if value else ""
            for row, value in zip((self.stays, self.goes), values, strict=True)
        )
        # There is nothing to take where the other says nothing.
        is_choice = values[0] != values[1] and bool(values[1])
        return Side(
            field.name,
            label_of(field),
            kept,
            other,
            (STAYS, GOES) if is_choice else (),
            GOES if is_choice and not values[0] else STAYS,
        )

    def _side_of_themes(self) -> Side:
        kept, other = set(self.stays.themes.all()), set(self.goes.themes.all())
        choices, default = _choice(kept, other, kept | other)
        label = label_of(WorkMethod._meta.get_field(THEMES))
        return Side(THEMES, label, _names(kept), _names(other), choices, default)

    def _side_of_parts(self, name: str, part: type[models.Model]) -> Side:
        kept = values_of_parts(part, self.stays)
        other = values_of_parts(part, self.goes)
        choices, default = _choice(kept, other, together(part, kept, other))
        if part is Step and kept:
            # Steps of two texts are seldom one way of working.
            default = STAYS
        label = str(part._meta.verbose_name_plural)
        label = label[:1].upper() + label[1:]
        words = _lines(part, self.stays), _lines(part, self.goes)
        return Side(name, label, words[0], words[1], choices, default)


def _choice(kept: Any, other: Any, both: Any) -> tuple[tuple[str, ...], str]:
    """What may be chosen of several rows, and what is proposed."""
    if not other or both == kept:
        return (), STAYS
    if not kept:
        return (STAYS, GOES), GOES
    return (STAYS, GOES, BOTH), BOTH


def _names(themes: Iterable[Theme]) -> str:
    return ", ".join(map(str, sorted(themes, key=lambda theme: theme.sort_order)))


def _lines(part: type[models.Model], method: WorkMethod) -> str:
    rows = part._default_manager.filter(method=method)
    return "\n".join(_line(part, row) for row in rows)


def _line(part: type[models.Model], row: models.Model) -> str:
    """All that a part says, in one line."""
    texts = [
        str(getattr(row, field.attname))
        for field in part._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and field.name not in ("characteristic",)
    ]
    told = [text for text in texts if text and text not in str(row)]
    return " · ".join([str(row), *told])
