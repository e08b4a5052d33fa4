"""Changes of a published method: made beside it, brought into it when published."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from catalogue.methods.models import StateChange, Step, WorkMethod
from catalogue.methods.publication import Reason, change_state
from catalogue.methods.revisions import CONTENT, begin_revision, differences
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)

pytestmark = pytest.mark.django_db
Status = WorkMethod.Status


@pytest.fixture
def method():
    method = WorkMethodFactory(
        title_zh="板凳课堂", summary_zh="旧", themes=[ThemeFactory()], published=True
    )
    StepFactory(method=method, position=1, title_zh="摆凳")
    StepFactory(method=method, position=2, title_zh="开讲")
    SourceFactory(method=method, title="社区报")
    MethodCharacteristicFactory(method=method, characteristic="operable")
    return method


@pytest.fixture
def officer(method):
    return OfficerFactory(reporting_body=method.reporting_body)


def test_change_begins_as_the_same_text_in_draft(method, officer):
    revision = begin_revision(method, by=officer)

    assert (revision.status, revision.revises, revision.entered_by) == (
        Status.DRAFT,
        method,
        officer,
    )
    assert differences(method, revision) == []


def test_there_is_one_change_of_a_method_at_a_time(method, officer):
    first = begin_revision(method, by=officer)

    assert begin_revision(method, by=EditorFactory()) == first


def test_only_a_published_method_is_changed_this_way():
    with pytest.raises(ValidationError, match="published"):
        begin_revision(WorkMethodFactory(), by=EditorFactory())


def test_public_text_stays_until_the_change_is_published(method, officer):
    revision = begin_revision(method, by=officer)
    revision.summary_zh = "新"
    revision.save()
    revision.steps.filter(position=2).delete()

    change_state(revision, Status.CHECKING, by=officer)

    assert list(WorkMethod.objects.published()) == [method]
    method.refresh_from_db()
    assert (method.summary_zh, method.steps.count()) == ("旧", 2)


def test_published_change_is_the_method_under_its_number_and_address(method, officer):
    number, published_at = method.number, method.published_at
    kept_step = method.steps.get(position=1)
    revision = begin_revision(method, by=officer)
    revision.summary_zh = "新"
    revision.save()
    revision.themes.set([theme := ThemeFactory()])
    revision.steps.filter(position=2).update(title_zh="听讲")
    StepFactory(method=revision, position=3, title_zh="回访")
    revision.sources.all().delete()

    published = change_state(revision, Status.PUBLISHED, by=EditorFactory())

    assert (published.number, published.published_at) == (number, published_at)
    assert published.summary_zh == "新"
    assert list(published.themes.all()) == [theme]
    assert [step.title_zh for step in published.steps.all()] == ["摆凳", "听讲", "回访"]
    assert published.steps.get(position=1) == kept_step
    assert not published.sources.exists()
    assert list(WorkMethod.objects.all()) == [published]
    assert Step.objects.count() == 3


def test_who_prepared_the_change_does_not_publish_it(method):
    editor = EditorFactory()
    revision = begin_revision(method, by=editor)

    with pytest.raises(ValidationError, match="another person must"):
        change_state(revision, Status.PUBLISHED, by=editor)


def test_officer_does_not_publish_the_change(method, officer):
    revision = begin_revision(method, by=officer)

    with pytest.raises(PermissionDenied):
        change_state(revision, Status.PUBLISHED, by=officer)


def test_record_of_the_change_stays_with_the_method(method, officer):
    revision = begin_revision(method, by=officer)
    change_state(revision, Status.CHECKING, by=officer)

    change_state(revision, Status.PUBLISHED, by=EditorFactory())

    moves = StateChange.objects.filter(method=method)
    assert [move.to_status for move in moves] == [Status.CHECKING, Status.PUBLISHED]


def test_change_of_a_method_withdrawn_meanwhile_waits(method, officer):
    revision, editor = begin_revision(method, by=officer), EditorFactory()
    change_state(method, Status.WITHDRAWN, by=editor, reason=Reason(zh="撤"))

    with pytest.raises(ValidationError, match="withdrawn"):
        change_state(revision, Status.PUBLISHED, by=editor)


def test_change_itself_is_never_published_at_the_database(method, officer):
    revision = begin_revision(method, by=officer)

    with (
        pytest.raises(IntegrityError, match="published_is_no_revision"),
        transaction.atomic(),
    ):
        WorkMethod.objects.filter(pk=revision.pk).update(
            status="published", published_at=method.published_at
        )


def test_differences_name_field_and_part_in_words(method, officer):
    revision = begin_revision(method, by=officer)
    revision.kind = WorkMethod.Kind.COMPREHENSIVE
    revision.save()
    revision.steps.filter(position=1).update(title_zh="搬凳")
    revision.sources.all().delete()

    found = [
        (each.part, each.label, each.before, each.after)
        for each in differences(method, revision)
    ]

    assert found == [
        ("", "Kind", "—", "Comprehensive"),
        ("step: 1. 搬凳", "Chinese title", "摆凳", "搬凳"),
        ("source: 社区报", "", "is there", "—"),
    ]


def test_every_field_of_a_method_is_content_or_kept_by_the_catalogue():
    kept = {
        "number",
        "slug",
        "revises",
        "merged_into",
        "entered_by",
        "publish_at",
        "released_by",
        "status",
        "published_at",
        "withdrawn_at",
        "is_demo",
        "created_at",
        "updated_at",
    }

    assert {each.name for each in WorkMethod._meta.concrete_fields} == kept | set(
        CONTENT
    )
