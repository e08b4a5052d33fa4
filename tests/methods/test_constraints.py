"""Rules that the database keeps, whoever writes: forms, imports, SQL."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from catalogue.methods.models import LoadedRow, Source, WorkMethod
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory, ProvinceFactory, real_province

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_published_method_needs_a_title():
    method = WorkMethodFactory(title_zh="", title_en="")

    with refused("workmethod_published_has_title_and_community"):
        WorkMethod.objects.filter(pk=method.pk).update(
            status="published", published_at=NOW
        )


def test_published_method_needs_a_community():
    method = WorkMethodFactory(published=True)

    with refused("workmethod_published_has_title_and_community"):
        WorkMethod.objects.filter(pk=method.pk).update(community=None)


def test_published_method_needs_its_date():
    method = WorkMethodFactory(published=True)

    with refused("workmethod_published_has_title_and_community"):
        WorkMethod.objects.filter(pk=method.pk).update(published_at=None)


def test_draft_may_lack_title_and_community():
    body = ProvinceFactory()

    draft = WorkMethodFactory(title_zh="", community=None, reporting_body=body)

    assert WorkMethod.objects.get() == draft


def test_method_reports_through_the_province_of_its_community():
    with refused("workmethod_reports_through_its_province"):
        WorkMethodFactory(reporting_body=ProvinceFactory())


def test_method_does_not_move_to_a_community_of_another_province():
    method = WorkMethodFactory()

    with refused("workmethod_reports_through_its_province"):
        WorkMethod.objects.filter(pk=method.pk).update(community=CommunityFactory())


def test_method_in_xinjiang_may_report_through_the_corps():
    community = CommunityFactory(street__county__province=real_province("xinjiang"))

    method = WorkMethodFactory(
        community=community, reporting_body=real_province("xpcc")
    )

    assert WorkMethod.objects.get() == method


@pytest.mark.parametrize("year", [1900, 2101])
def test_year_begun_is_a_year_of_the_republic(year):
    with refused("workmethod_year_begun_is_a_year"):
        WorkMethodFactory(year_begun=year)


def test_characteristic_stands_once_per_method():
    known = MethodCharacteristicFactory(characteristic="operable")

    with refused("characteristic_once_per_method"):
        MethodCharacteristicFactory(method=known.method, characteristic="operable")


def test_two_steps_may_change_places_in_one_transaction():
    method = WorkMethodFactory()
    first = StepFactory(method=method, position=1)
    second = StepFactory(method=method, position=2)

    with transaction.atomic():
        method.steps.filter(pk=first.pk).update(position=2)
        method.steps.filter(pk=second.pk).update(position=1)

    assert list(method.steps.values_list("pk", flat=True)) == [second.pk, first.pk]


@pytest.mark.django_db(transaction=True)
def test_two_steps_of_a_method_never_keep_the_same_number():
    step = StepFactory(position=1)

    with refused("step_number_once_per_method"):
        StepFactory(method=step.method, position=1)


def test_source_names_a_title_or_an_address():
    with refused("source_has_title_or_address"):
        SourceFactory(title="", address="")


def test_source_without_an_address_cannot_be_linked():
    with refused("source_that_may_be_linked_has_an_address"):
        SourceFactory(address="", may_link=True)


@pytest.mark.parametrize("dated", ["2018-13", "18", "March"])
def test_date_of_a_source_has_its_form(dated):
    source = SourceFactory()

    with refused("source_dated_is_a_date"):
        Source.objects.filter(pk=source.pk).update(dated=dated)


def test_row_of_a_file_is_noted_once():
    LoadedRow.objects.create(file="a.csv", key="1", record_id=1, values={})

    with refused("loaded_row_once_per_file_and_key"):
        LoadedRow.objects.create(file="a.csv", key="1", record_id=2, values={})
