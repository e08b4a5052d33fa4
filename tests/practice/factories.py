import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from catalogue.methods.models import WorkMethod
from catalogue.practice.models import (
    Adoption,
    Promotion,
    StillInUseAnswer,
    StillInUseCall,
)
from catalogue.rounds.models import Submission
from tests.accounts.factories import OfficerFactory, RoundManagerFactory
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.rounds.factories import SelectionRoundFactory, SubmissionFactory

DECIDED = datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)


class AdoptionFactory(DjangoModelFactory):
    """A report of a published method; `confirmed=True` lets the public read it."""

    class Meta:
        model = Adoption

    class Params:
        confirmed = factory.Trait(state=Adoption.State.CONFIRMED, decided_at=DECIDED)
        ended = factory.Trait(
            state=Adoption.State.ENDED,
            decided_at=DECIDED,
            ended_on="2024-06",
            end_reason="并入街道工作",
        )

    method = factory.SubFactory(WorkMethodFactory, published=True)
    community = factory.SubFactory(CommunityFactory)


def officer_of(row):
    """An officer of the body that owns the row, or reports for its community."""
    owner = row if hasattr(row, "reporting_body") else row.community
    return OfficerFactory(reporting_body=owner.reporting_body)


def adoption_of(body, **values):
    """An adoption by a community that this body reports for."""
    community = CommunityFactory(street__county__province=body)
    return AdoptionFactory(community=community, **values)


class StillInUseCallFactory(DjangoModelFactory):
    """A call that opened a week ago and is due in a month."""

    class Meta:
        model = StillInUseCall

    class Params:
        closed = factory.Trait(
            closed_at=factory.LazyFunction(timezone.now),
            closed_by=factory.SelfAttribute("opened_by"),
        )

    opened_on = factory.LazyFunction(
        lambda: timezone.localdate() - datetime.timedelta(7)
    )
    year = factory.LazyAttribute(lambda call: call.opened_on.year)
    opened_by = factory.SubFactory(RoundManagerFactory)
    due_on = factory.LazyAttribute(lambda call: call.opened_on + datetime.timedelta(30))


class StillInUseAnswerFactory(DjangoModelFactory):
    """A method that was asked after; `answer=…` answers on the day of the opening."""

    class Meta:
        model = StillInUseAnswer

    class Params:
        given = factory.LazyAttribute(lambda row: bool(row.answer))

    call = factory.SubFactory(StillInUseCallFactory)
    method = factory.LazyFunction(lambda: selected_method())
    counts_for = factory.SelfAttribute("method")
    reporting_body = factory.SelfAttribute("method.reporting_body")
    answer = ""
    confirmed_on = factory.LazyAttribute(
        lambda row: row.call.opened_on if row.given else None
    )
    answered_by = factory.LazyAttribute(
        lambda row: row.call.opened_by if row.given else None
    )
    answered_at = factory.LazyAttribute(
        lambda row: timezone.now() if row.given else None
    )


def selected_method(selection_round=None, **values):
    """A published method that an announced round selected."""
    method = WorkMethodFactory(published=True, **values)
    SubmissionFactory(
        selection_round=selection_round or SelectionRoundFactory(announced=True),
        method=method,
        outcome=Submission.Outcome.SELECTED,
    )
    return method


class PromotionFactory(DjangoModelFactory):
    """A draft of the ministry; `published=True` lets the public read it."""

    class Meta:
        model = Promotion
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            status=Promotion.Status.PUBLISHED, published_at=DECIDED
        )

    kind = Promotion.Kind.TRAINING_CLASS
    title_zh = factory.Sequence(lambda n: f"第{n}期培训班")
    title_en = factory.Sequence(lambda n: f"Class {n}")

    @factory.post_generation
    def serving(promotion, create, rows):  # noqa: N805
        """Methods and rounds that it served."""
        for row in rows or []:
            is_method = isinstance(row, WorkMethod)
            (promotion.methods if is_method else promotion.rounds).add(row)
