import pytest
from django.utils import translation

from catalogue.methods.models import MethodCharacteristic, WorkMethod
from catalogue.places.models import Community
from catalogue.public.kept import KEEPER
from catalogue.rounds.models import SelectionRound, Submission
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory, StreetFactory, real_province
from tests.rounds.factories import SelectionRoundFactory, SubmissionFactory

Status = WorkMethod.Status


@pytest.fixture(autouse=True)
def _every_test_begins_in_english():
    # The language of a request stays with the thread, and so with the next test.
    translation.activate("en")


@pytest.fixture
def know_the_version(monkeypatch):
    """Call it when every row is made: after that no query asks for the version."""

    def know():
        KEEPER.current()
        monkeypatch.setattr(KEEPER, "seconds_between_questions", 3_600)

    return know


@pytest.fixture
def whole_method():
    """A published method with all its parts."""
    street = StreetFactory(
        county__province=real_province("fujian"),
        county__name_zh="鼓楼区",
        county__name_en="Gulou District",
        name_zh="东街街道",
        name_en="Dongjie Street",
    )
    community = CommunityFactory(
        street=street,
        code="350102004001",
        name="军门社区",
        settlement=Community.Settlement.LARGE_CITY,
    )
    method = WorkMethodFactory(
        published=True,
        title_zh="军门社区工作法",
        title_en="Junmen method",
        summary_zh="为民服务",
        summary_en="Service",
        problem_zh="停车难",
        kind=WorkMethod.Kind.COMPREHENSIVE,
        year_begun=2014,
        community=community,
        contact_name="张三",
        contact_phone="0591-12345678",
        themes=[ThemeFactory(slug="service", name_zh="社区服务", name_en="Service")],
    )
    MethodCharacteristicFactory(
        method=method, characteristic=MethodCharacteristic.Characteristic.OPERABLE
    )
    StepFactory(method=method, position=1, title_zh="听", action_zh="听居民说")
    StepFactory(method=method, position=2, title_zh="办", title_en="Act", who_en="All")
    SourceFactory(
        method=method, title="军门", issuer="福建日报", address="https://example.org/1"
    )
    announced = SelectionRoundFactory(
        slug="national-2018", title_en="Round of 2018", announced=True
    )
    judged = SelectionRoundFactory(
        slug="judged", title_en="Judged round", state=SelectionRound.State.JUDGING
    )
    SubmissionFactory(
        selection_round=announced, method=method, outcome=Submission.Outcome.MODEL
    )
    SubmissionFactory(
        selection_round=judged, method=method, outcome=Submission.Outcome.SELECTED
    )
    return method


@pytest.fixture
def unpublished():
    """One method in every state that is not public."""
    named = {"title_zh": "秘而不宣工作法", "title_en": "Secret method"}
    others = set(WorkMethod.Status) - {Status.PUBLISHED, Status.MERGED}
    secret = [WorkMethodFactory(status=status, **named) for status in sorted(others)]
    into = secret[0]
    merged = WorkMethodFactory(status=Status.MERGED, merged_into=into, **named)
    return [*secret, merged]
