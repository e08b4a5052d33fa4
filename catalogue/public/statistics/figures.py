"""The numbers under every chart, read once; demonstration records stay apart."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from catalogue.places.models import Province
from catalogue.public.facet_index import Bits, FacetIndex
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.narrowing import Narrowing
from catalogue.public.outcomes import NONE
from catalogue.public.parameters import LISTED, MethodParameters
from catalogue.public.recorded import Records, latest_national_round, records_by_round
from catalogue.public.vocabulary import Names, Vocabulary
from catalogue.rounds.models import ProvincialReturn, SelectionRound, Submission


@dataclass(frozen=True)
class Counted:
    """Real published methods, and those of them that a round selected."""

    recorded: int
    selected: int


@dataclass(frozen=True)
class Figures:
    """All that the charts are made of, as it is at this moment."""

    vocabulary: Vocabulary
    names: Mapping[str, Names]
    narrowing: Narrowing
    rounds: tuple[SelectionRound, ...]
    records: Mapping[int, Records]
    national_round: SelectionRound | None
    returns: Mapping[str, ProvincialReturn]

    @property
    def bodies(self) -> list[Province]:
        return self.vocabulary.reporting_bodies

    @property
    def index(self) -> FacetIndex:
        return self.narrowing.index

    @property
    def parameters(self) -> MethodParameters:
        """What narrows the figures of the recorded methods."""
        return self.narrowing.parameters

    @property
    def is_narrowed(self) -> bool:
        return any(self.parameters[name] for name in ("q", *LISTED))

    @property
    def real(self) -> Bits:
        return self.narrowing.listed & ~self.index.demonstration

    @property
    def demonstration(self) -> int:
        """How many demonstration records there are besides."""
        return self.index.count(self.narrowing.listed & self.index.demonstration)

    def list_of(self, parameter: str, value: str) -> str:
        """The address of the methods that are counted with this value."""
        asked = self.parameters.holding(parameter, value)
        return reverse("work-method-list") + asked.query_string()

    @property
    def total(self) -> Counted:
        return self._counted(self.index.everything)

    def holding(self, parameter: str, value: str) -> Counted:
        """The methods that hold one value of a parameter of the lists."""
        return self._counted(self.index.holding(parameter, [value]))

    def holding_both(self, first: tuple[str, str], second: tuple[str, str]) -> Counted:
        held = self.index.holding(first[0], [first[1]])
        return self._counted(held & self.index.holding(second[0], [second[1]]))

    def holding_none(self, parameter: str) -> Counted:
        """The methods of which no value of the parameter is recorded."""
        held = self.index.holding(parameter, self.names[parameter])
        return self._counted(self.index.everything & ~held)

    def with_outcome(self, outcome: str) -> int:
        """The methods with this outcome in the rounds asked for, or with none."""
        if outcome == NONE:
            found = self.index.everything & ~self.index.with_result
        else:
            found = self.index.resulting(self.parameters["round"], [outcome])
        return self._counted(found).recorded

    def records_of(self, selection_round: SelectionRound) -> Records:
        return self.records.get(selection_round.pk, Records())

    def _counted(self, methods: Bits) -> Counted:
        real = methods & self.real
        selected = self.index.resulting(
            self.parameters["round"], [Submission.Outcome.SELECTED]
        )
        return Counted(self.index.count(real), self.index.count(real & selected))


def load_figures(filterset: WorkMethodFilter) -> Figures:
    """Read all figures in three queries beside the kept catalogue."""
    national_round = latest_national_round()
    vocabulary = filterset.vocabulary
    rounds = tuple(
        each for each in vocabulary.rounds if each.is_announced and not each.is_demo
    )
    returns = ProvincialReturn.objects.filter(selection_round=national_round)
    return Figures(
        vocabulary=vocabulary,
        names=vocabulary.names(),
        narrowing=Narrowing.of(filterset),
        rounds=rounds,
        records=records_by_round(rounds),
        national_round=national_round,
        returns={each.reporting_body_id: each for each in returns}
        if national_round
        else {},
    )
