"""A whole import is undone as one act, or not at all."""

import pytest

from catalogue.desk.models import MethodImport
from catalogue.methods.models import WorkMethod
from tests.methods.factories import StepFactory, WorkMethodFactory
from tests.rounds.factories import SubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def method(officer, junmen, theme):
    method = WorkMethodFactory(community=junmen, title_zh="旧名", themes=[theme])
    StepFactory(method=method, position=1, title_zh="旧步骤")
    return method


@pytest.fixture
def saved(desk, method):
    method_import = desk.take_in(
        [
            ["编号", "名称", "主题", "步骤1：步骤名称", "步骤2：步骤名称"],
            [str(method.pk), "新名", "", "新步骤", "第二步"],
            ["", "板凳课堂", "", "", ""],
        ]
    )
    desk.save(method_import)
    assert WorkMethod.objects.count() == 2
    return method_import


def test_new_ones_go_and_changed_ones_are_as_before(desk, saved, method, theme):
    desk.undo(saved)

    assert saved.state == MethodImport.State.UNDONE
    (left,) = WorkMethod.objects.all()
    assert (left, left.title_zh) == (method, "旧名")
    assert list(left.themes.all()) == [theme]
    assert list(left.steps.values_list("position", "title_zh")) == [(1, "旧步骤")]
    assert left.search_text.title == "旧名"


def test_undoing_is_on_record(desk, saved, officer, method):
    from catalogue.desk.history import event_models

    desk.undo(saved)

    events = event_models()[WorkMethod].objects.filter(pgh_obj_id=method.pk)
    context = events.latest("pgh_id").pgh_context.metadata
    assert (context["undone_import"], context["user"]) == (saved.pk, officer.pk)


def change_title(method):
    method.title_zh = "别人改的"
    method.save()


def add_step(method):
    StepFactory(method=method, position=9)


def change_in_database(method):
    WorkMethod.objects.filter(pk=method.pk).update(summary_zh="别人写的")


@pytest.mark.parametrize("touch", [change_title, add_step, change_in_database])
def test_what_was_changed_since_keeps_everything_and_is_named(
    desk, saved, method, touch
):
    touch(WorkMethod.objects.get(pk=method.pk))

    response = desk.undo(saved)

    assert saved.state == MethodImport.State.SAVED
    assert [each.method for each in response.context["hindrances"]] == [method]
    assert f"№ {method.pk}" in response.content.decode()
    assert WorkMethod.objects.count() == 2


def test_method_that_was_deleted_since_keeps_everything(desk, saved, method):
    WorkMethod.objects.exclude(pk=method.pk).delete()

    response = desk.undo(saved)

    assert [each.row.title for each in response.context["hindrances"]] == ["板凳课堂"]
    method.refresh_from_db()
    assert method.title_zh == "新名"


def test_new_method_that_was_submitted_keeps_everything(desk, saved, method):
    new = WorkMethod.objects.exclude(pk=method.pk).get()
    SubmissionFactory(method=new)

    response = desk.undo(saved)

    assert [each.method for each in response.context["hindrances"]] == [new]
    assert WorkMethod.objects.count() == 2


def test_published_since_is_not_undone_by_an_officer(desk, saved, method):
    WorkMethod.objects.filter(pk=method.pk).update(
        status="published", published_at="2024-01-01T00:00Z", slug="x"
    )

    response = desk.undo(saved)

    assert response.status_code == 409
    method.refresh_from_db()
    assert method.title_zh == "新名"


def test_twice_is_once(desk, saved, method):
    desk.undo(saved)
    change_title(WorkMethod.objects.get(pk=method.pk))

    desk.undo(saved)

    method.refresh_from_db()
    assert method.title_zh == "别人改的"
