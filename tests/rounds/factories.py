import factory
from factory.django import DjangoModelFactory

from catalogue.rounds.models import (
    Notice,
    ProvincialReturn,
    SelectionRound,
    Submission,
)
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import ProvinceFactory


class SelectionRoundFactory(DjangoModelFactory):
    """A round in preparation; `announced=True` makes its results public."""

    class Meta:
        model = SelectionRound

    class Params:
        announced = factory.Trait(state=SelectionRound.State.ANNOUNCED)

    slug = factory.Sequence(lambda n: f"round-{n}")
    title_zh = factory.Sequence(lambda n: f"第{n}次征集")
    title_en = factory.Sequence(lambda n: f"Round {n}")
    organiser_zh = "民政部"
    organiser_en = "Ministry of Civil Affairs"


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    selection_round = factory.SubFactory(SelectionRoundFactory)
    method = factory.SubFactory(WorkMethodFactory)
    reporting_body = factory.SelfAttribute("method.reporting_body")


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    selection_round = factory.SubFactory(SelectionRoundFactory)
    role = Notice.Role.OPENING
    issuer_zh = "民政部办公厅"


class ProvincialReturnFactory(DjangoModelFactory):
    class Meta:
        model = ProvincialReturn

    selection_round = factory.SubFactory(SelectionRoundFactory)
    reporting_body = factory.SubFactory(ProvinceFactory)
