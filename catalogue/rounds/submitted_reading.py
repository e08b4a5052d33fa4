"""A submitted text as people read it, from what was frozen, never from the method."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual, LocalText, as_written
from catalogue.methods.models import MethodCharacteristic, Theme, WorkMethod
from catalogue.partial_dates import partial_date_text
from catalogue.rounds.models import Assignment, RedactedText, SubmittedText

Sections = tuple[tuple[str, Promise], ...]
_BEFORE_STEPS: Sections = (
    ("problem", _("Background problem")),
    ("conditions", _("Conditions")),
)
_AFTER_STEPS: Sections = (("results", _("Results")), ("cautions", _("Cautions")))


class _Frozen:
    """Fields of a frozen row; a text that was not there yet is empty."""

    texts: ClassVar[tuple[str, ...]] = ()

    def __init__(self, values: Mapping[str, Any]) -> None:
        for name in self.texts:
            setattr(self, f"{name}_zh", "")
            setattr(self, f"{name}_en", "")
        for name, value in values.items():
            if name not in ("parts", "themes"):
                setattr(self, name, value)


class ReadStep(_Frozen):
    texts = ("title", "action", "who", "when", "output", "caution")
    position: int

    title = Bilingual("title")
    action = Bilingual("action")
    who = Bilingual("who")
    when = Bilingual("when")
    output = Bilingual("output")
    caution = Bilingual("caution")


class ReadCharacteristic(_Frozen):
    texts = ("evidence",)
    characteristic: str

    evidence = Bilingual("evidence")

    @property
    def label(self) -> str:
        return str(MethodCharacteristic.Characteristic(self.characteristic).label)


class ReadSource(_Frozen):
    title: str = ""
    issuer: str = ""
    dated: str = ""
    address: str = ""
    note: str = ""

    @property
    def parts(self) -> list[LocalText]:
        """Title, issuer, date and note, as far as they are known."""
        texts = (self.title, self.issuer, partial_date_text(self.dated), self.note)
        return [as_written(text) for text in texts if text]


class ReadText(_Frozen):
    """All that reviewers read of a submission."""

    texts = ("title", "summary", "problem", "conditions", "results", "cautions")
    kind: str = ""
    community_path: list[str]
    year_begun: int | None = None

    title = Bilingual("title")
    other_title = Bilingual("title", other=True)
    summary = Bilingual("summary")
    problem = Bilingual("problem")
    conditions = Bilingual("conditions")
    results = Bilingual("results")
    cautions = Bilingual("cautions")

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.community_path = []
        super().__init__(content)
        parts = content.get("parts", {})
        self.steps = [ReadStep(row) for row in parts.get("step", [])]
        self.characteristics = [
            ReadCharacteristic(row) for row in parts.get("methodcharacteristic", [])
        ]
        self.sources = [ReadSource(row) for row in parts.get("source", [])]
        self.captions = [row["caption_zh"] for row in parts.get("methodphoto", [])]
        self.files = [row["title_zh"] for row in parts.get("methodfile", [])]
        self.theme_slugs = content.get("themes", [])

    @property
    def facts(self) -> list[str]:
        """Kind, themes and the year it began, as far as they are known."""
        kind = str(WorkMethod.Kind(self.kind).label) if self.kind else ""
        themes = map(str, Theme.objects.filter(slug__in=self.theme_slugs))
        begun = {"year": self.year_begun}
        year = str(_("since %(year)d") % begun) if self.year_begun else ""
        return [each for each in (kind, *themes, year) if each]

    @property
    def before_steps(self) -> list[tuple[Promise, LocalText]]:
        return self._written(_BEFORE_STEPS)

    @property
    def after_steps(self) -> list[tuple[Promise, LocalText]]:
        return self._written(_AFTER_STEPS)

    def _written(self, sections: Sections) -> list[tuple[Promise, LocalText]]:
        """The long texts with their headings, as far as they are written."""
        found = [(label, getattr(self, name)) for name, label in sections]
        return [(label, text) for label, text in found if text]


def texts_to_read(assignments: list[Assignment]) -> dict[int, ReadText]:
    """By assignment what its reviewer reads: in a blind round the copy without names.

    The text that counts was submitted last. Where a blind round lacks the copy there is
    nothing to read. Two queries at most.
    """
    blind: list[int] = []
    open_ones: list[int] = []
    for each in assignments:
        is_blind = each.submission.selection_round.is_blind
        (blind if is_blind else open_ones).append(each.submission_id)
    texts = SubmittedText.objects.filter(submission__in=open_ones).order_by("pk")
    copies = RedactedText.objects.filter(submission__in=blind)
    content = {row.submission_id: row.content for row in texts} if open_ones else {}
    if blind:
        # The copy of the text that counts has the highest number of the two as well.
        content |= {
            row.submission_id: row.content
            for row in copies.order_by("submitted_text_id")
        }
    return {
        each.pk: ReadText(content[each.submission_id])
        for each in assignments
        if each.submission_id in content
    }
