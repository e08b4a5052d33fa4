import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from catalogue.accounts.roles import Role
from catalogue.rounds.models import (
    Criterion,
    GroupMember,
    Notice,
    ProvincialReturn,
    Quota,
    Reviewer,
    ReviewGroup,
    SelectionRound,
    Submission,
)
from tests.accounts.factories import UserFactory
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


class HeldRoundFactory(SelectionRoundFactory):
    """A round that is held here, in preparation, with all that its call needs but
    criteria and quotas."""

    is_held_here = True
    places = 1
    reviewers_each = 2
    closes_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(1))


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    selection_round = factory.SubFactory(HeldRoundFactory)
    name_zh = factory.Sequence(lambda n: f"标准{n}")


class QuotaFactory(DjangoModelFactory):
    class Meta:
        model = Quota

    selection_round = factory.SubFactory(HeldRoundFactory)
    reporting_body = factory.SubFactory(ProvinceFactory)
    places = 5


class ReviewerFactory(DjangoModelFactory):
    class Meta:
        model = Reviewer

    account = factory.SubFactory(UserFactory, roles=[Role.REVIEWER])
    kind = Reviewer.Kind.EXPERT


class ReviewGroupFactory(DjangoModelFactory):
    """A group with a chair, a secretary and `members=` more."""

    class Meta:
        model = ReviewGroup
        skip_postgeneration_save = True

    selection_round = factory.SubFactory(HeldRoundFactory)
    name_zh = factory.Sequence(lambda n: f"第{n}组")

    @factory.post_generation
    def members(group, create, more):  # noqa: N805
        tasks = [*GroupMember.Task.values[:2], *[GroupMember.Task.MEMBER] * (more or 0)]
        for task in tasks:
            group.members.create(reviewer=ReviewerFactory(), task=task)
