"""A record is brought back to an earlier version, on record and within the rights."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from catalogue.methods.models import Step, Theme, WorkMethod
from tests.accounts.factories import EditorFactory, OfficerFactory, UserFactory
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory
from tests.methods.test_admin import page_of

pytestmark = pytest.mark.django_db
Status = WorkMethod.Status


def version_of(row, place=0):
    """Where the version is brought back that the record had first, second …"""
    events = type(row).pgh_event_model.objects.filter(pgh_obj_id=row.pk)
    event = events.order_by("pgh_id")[place]
    kind = ContentType.objects.get_for_model(row)
    return reverse("admin:bring_back", args=[kind.pk, row.pk, event.pk])


def with_two_versions(**values):
    """A method whose first version is 甲 and whose second is 乙."""
    method = WorkMethodFactory(title_zh="甲", **values)
    step = StepFactory(method=method, position=1, title_zh="入户")
    later = method.pgh_event_model.objects.filter(pgh_obj_id=method.pk)
    # All of a test is one transaction: what follows is made to be later.
    for table in (WorkMethod, Step):
        older(table)
    assert later.exists()
    method.title_zh = "乙"
    method.save()
    step.title_zh = "开会"
    step.save()
    StepFactory(method=method, position=2, title_zh="回访")
    return method


def older(table):
    from django.db import connection

    events = table.pgh_event_model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {events} DISABLE TRIGGER USER")
        cursor.execute(
            f"UPDATE {events} SET pgh_created_at = pgh_created_at - interval '1 day'"
        )
        cursor.execute(f"ALTER TABLE {events} ENABLE TRIGGER USER")


def test_draft_is_brought_back_with_its_parts_and_that_is_a_change_too(client):
    method = with_two_versions()
    client.force_login(OfficerFactory(reporting_body=method.reporting_body))
    events = method.pgh_event_model.objects.filter(pgh_obj_id=method.pk)
    before = events.count()

    answer = client.post(version_of(method))

    method.refresh_from_db()
    assert answer.url == page_of(method)
    assert method.title_zh == "甲"
    assert [step.title_zh for step in method.steps.all()] == ["入户"]
    assert events.count() == before + 1


def test_published_method_gets_a_change_to_be_checked(client):
    method = with_two_versions(published=True)
    client.force_login(OfficerFactory(reporting_body=method.reporting_body))

    client.post(version_of(method))

    revision = WorkMethod.objects.get(revises=method)
    assert (revision.title_zh, revision.status) == ("甲", Status.DRAFT)
    assert [step.title_zh for step in revision.steps.all()] == ["入户"]
    assert WorkMethod.objects.published().get().title_zh == "乙"


def test_history_offers_it_to_who_may_change_the_record(client):
    method = with_two_versions()
    client.force_login(OfficerFactory(reporting_body=method.reporting_body))
    offered = client.get(page_of(method, "history")).content.decode()
    client.force_login(
        UserFactory(
            may=["methods.view_workmethod", "accounts.see_all_reporting_bodies"]
        )
    )
    not_offered = client.get(page_of(method, "history")).content.decode()

    assert version_of(method) in offered
    assert version_of(method) not in not_offered


def test_who_may_only_read_brings_nothing_back(client):
    method = with_two_versions()
    client.force_login(
        UserFactory(
            may=["methods.view_workmethod", "accounts.see_all_reporting_bodies"]
        )
    )

    assert client.post(version_of(method)).status_code == 403
    method.refresh_from_db()
    assert method.title_zh == "乙"


def test_foreign_record_and_version_of_another_answer_as_missing(client):
    method, other = with_two_versions(), WorkMethodFactory()
    client.force_login(OfficerFactory())
    foreign = client.post(version_of(method))
    client.force_login(EditorFactory())
    kind, row, _event = version_of(method).rstrip("/").split("/")[-3:]
    event = version_of(other).rstrip("/").split("/")[-1]
    mixed = client.post(reverse("admin:bring_back", args=[kind, row, event]))

    assert (foreign.status_code, mixed.status_code) == (404, 404)
    assert client.get(version_of(method)).status_code == 404


def test_theme_is_brought_back(client):
    theme = ThemeFactory(name_zh="社区协商")
    theme.name_zh = "议事协商"
    theme.save()
    client.force_login(EditorFactory())

    client.post(version_of(theme))

    assert Theme.objects.get().name_zh == "社区协商"


def test_version_that_no_longer_fits_is_refused_in_words(client):
    theme = ThemeFactory(name_zh="社区协商")
    theme.name_zh = "议事协商"
    theme.save()
    ThemeFactory(name_zh="社区协商")
    client.force_login(EditorFactory())

    answer = client.post(version_of(theme), follow=True)

    text = [str(message) for message in answer.context["messages"]]
    assert text[0].startswith("Not brought back: ")
    theme.refresh_from_db()
    assert theme.name_zh == "议事协商"


def test_accounts_are_not_brought_back(client):
    account = UserFactory()
    client.force_login(OfficerFactory())

    assert client.post(version_of(account)).status_code == 404
