import pytest

from catalogue.methods.models import MethodCharacteristic, WorkMethod
from catalogue.places.models import Community
from catalogue.rounds.models import SelectionRound, Submission
from tests.methods.factories import (
    MethodCharacteristicFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import real_province
from tests.rounds.factories import (
    ProvincialReturnFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

Outcome = Submission.Outcome


def record(body, *themes, **values):
    """A published method of a reporting body."""
    return WorkMethodFactory(
        published=True,
        community__street__county__province=real_province(body),
        themes=themes,
        **values,
    )


@pytest.fixture
def loaded():
    """Two rounds with results, one without, and methods that tell all or nothing."""
    for slug in ("fujian", "beijing", "hubei", "xpcc", "taiwan"):
        real_province(slug)
    service = ThemeFactory(slug="service", name_en="Service", name_zh="社区服务")
    culture = ThemeFactory(slug="culture", name_en="Culture", name_zh="社区文化")
    national = SelectionRoundFactory(
        slug="national-2018",
        announced=True,
        announced_on="2018-12-13",
        official_submitted=209,
        official_selected=100,
    )
    provincial = SelectionRoundFactory(
        slug="fujian-2020",
        announced=True,
        announced_on="2020",
        province=real_province("fujian"),
        official_selected=25,
    )
    secret = SelectionRoundFactory(
        slug="secret", title_en="Secret round", state=SelectionRound.State.JUDGING
    )
    first = record(
        "fujian",
        service,
        culture,
        kind=WorkMethod.Kind.COMPREHENSIVE,
        community__settlement=Community.Settlement.LARGE_CITY,
    )
    second = record("fujian", service, kind=WorkMethod.Kind.COMPREHENSIVE)
    third = record("hubei")
    MethodCharacteristicFactory(
        method=first, characteristic=MethodCharacteristic.Characteristic.OPERABLE
    )
    made_up = record("beijing", service, is_demo=True)
    hidden = WorkMethodFactory(
        community__street__county__province=real_province("fujian"), themes=[culture]
    )
    for selection_round, method, outcome in (
        (national, first, Outcome.SELECTED),
        (provincial, first, Outcome.SELECTED),
        (national, second, Outcome.MODEL),
        (national, made_up, Outcome.SELECTED),
        (national, hidden, Outcome.SELECTED),
        (secret, third, Outcome.SELECTED),
    ):
        SubmissionFactory(
            selection_round=selection_round, method=method, outcome=outcome
        )
    for body, solicited, submitted, selected in (
        ("fujian", 40, 8, 5),
        ("beijing", 33, None, 5),
        ("hubei", 24, 5, None),
    ):
        ProvincialReturnFactory(
            selection_round=national,
            reporting_body=real_province(body),
            solicited=solicited,
            submitted=submitted,
            selected=selected,
        )
    ProvincialReturnFactory(
        selection_round=secret, reporting_body=real_province("xpcc"), submitted=77
    )
