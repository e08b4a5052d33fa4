"""The desk's page that asks before a method changes its state, and changes in work."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from catalogue.methods.models import StateChange, WorkMethod
from catalogue.methods.publication import Reason, change_state, schedule_publication
from catalogue.methods.revisions import begin_revision
from tests.accounts.factories import EditorFactory
from tests.methods.factories import WorkMethodFactory, method_of
from tests.methods.test_admin import form, messages_of, page_of
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db
Status = WorkMethod.Status


def page_for(state, *methods):
    numbers = "&".join(f"number={method.pk}" for method in methods)
    return f"{reverse('admin:state_of_methods', args=[state])}?{numbers}"


def revise(method):
    return reverse("admin:change_of_method", args=[method.pk])


def test_returning_asks_what_is_to_be_corrected(client, editor):
    method = WorkMethodFactory(status=Status.CHECKING)

    response = client.post(page_for("returned", method), {})

    assert response.context["form"].non_field_errors() == [
        "Say what is to be corrected, as a whole or at single fields."
    ]
    method.refresh_from_db()
    assert method.status == Status.CHECKING


def test_officer_reads_the_reasons_on_the_page_of_the_method(client, officer):
    method = method_of(officer.reporting_body, status=Status.CHECKING)
    client.force_login(EditorFactory())
    client.post(
        page_for("returned", method),
        {
            "reason_zh": "请补充",
            "about_results_zh": "请写明日期",
            "about_steps": "缺第三步",
        },
    )

    client.force_login(officer)
    page = client.get(page_of(method))

    assert page.context["returned"].reason_zh == "请补充"
    assert page.context["returned_fields"] == [
        ("results in Chinese", "请写明日期"),
        ("steps", "缺第三步"),
    ]
    assert "请写明日期" in page.content.decode()


def test_withdrawing_asks_for_the_reason_and_keeps_it(client, editor):
    method = WorkMethodFactory(published=True)

    asked = client.post(page_for("withdrawn", method), {"reason_en": " "})
    client.post(page_for("withdrawn", method), {"reason_en": "Merged."})

    assert asked.context["form"].errors
    change = StateChange.objects.get(method=method)
    assert (change.to_status, change.reason_en) == (Status.WITHDRAWN, "Merged.")


def test_several_methods_are_returned_from_the_list_with_one_reason(client, editor):
    methods = WorkMethodFactory.create_batch(2, status=Status.CHECKING)
    chosen = {
        "action": "return_to_body",
        "_selected_action": [method.pk for method in methods],
    }

    page = client.post(reverse("admin:methods_workmethod_changelist"), chosen)
    client.post(page.url, {"reason_zh": "请用新表"})

    assert page.url == page_for("returned", *methods)
    assert set(WorkMethod.objects.values_list("status", flat=True)) == {Status.RETURNED}


def test_publishing_for_later_is_told_and_shown(client, editor):
    method = WorkMethodFactory(status=Status.CHECKING)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    response = client.post(
        page_for("published", method),
        {"publish_at_0": tomorrow, "publish_at_1": "09:00"},
        follow=True,
    )

    assert messages_of(response) == [f"1 method is released for {tomorrow} 09:00."]
    assert not WorkMethod.objects.published().exists()
    assert f"for {tomorrow} 09:00" in response.content.decode()


def test_moment_that_is_over_is_refused_in_words(client, editor):
    method = WorkMethodFactory(status=Status.CHECKING)

    response = client.post(
        page_for("published", method),
        {"publish_at_0": "2018-12-13", "publish_at_1": "09:00"},
    )

    assert response.context["form"].errors["publish_at"] == [
        "Choose a moment that is still to come."
    ]


def test_saving_a_change_takes_the_release_back(client, editor):
    method = WorkMethodFactory(title_zh="甲", status=Status.CHECKING)
    at = timezone.now() + datetime.timedelta(hours=1)
    schedule_publication(method, at, by=editor)

    response = client.post(page_of(method), form(method, title_zh="乙"), follow=True)

    method.refresh_from_db()
    assert (method.title_zh, method.publish_at) == ("乙", None)
    assert messages_of(response)[0].startswith("The release for a later moment")


def test_saving_nothing_new_keeps_the_release(client, editor):
    method = WorkMethodFactory(status=Status.CHECKING)
    at = timezone.now() + datetime.timedelta(hours=1)
    schedule_publication(method, at, by=editor)

    client.post(page_of(method), form(method))

    method.refresh_from_db()
    assert method.publish_at == at


def test_officer_writes_nothing_while_it_is_checked_but_may_take_it_back(
    client, officer
):
    method = method_of(officer.reporting_body, title_zh="甲", status=Status.CHECKING)

    refused = client.post(page_of(method), form(method, title_zh="乙"))
    links = client.get(page_of(method)).context["state_links"]
    client.post(page_for("draft", method))

    method.refresh_from_db()
    assert refused.status_code == 403
    assert list(links) == [page_for("draft", method)]
    assert (method.title_zh, method.status) == ("甲", Status.DRAFT)


@pytest.mark.parametrize("state", [Status.RETURNED, Status.PUBLISHED])
def test_officer_moves_nothing_by_a_crafted_address(client, officer, state):
    method = method_of(officer.reporting_body, status=Status.CHECKING)

    client.post(page_for(state, method), {"reason_zh": "甲"})

    method.refresh_from_db()
    assert method.status == Status.CHECKING


@pytest.mark.parametrize("http_method", ["get", "post"])
def test_foreign_methods_answer_as_missing(client, officer, http_method):
    foreign = WorkMethodFactory(status=Status.CHECKING)
    published = WorkMethodFactory(published=True)

    answer = getattr(client, http_method)(page_for("draft", foreign))

    assert answer.status_code == 404
    assert client.post(revise(published)).status_code == 404
    assert not WorkMethod.objects.filter(revises=published).exists()


@pytest.mark.parametrize(
    "address",
    [
        "draft/",
        "draft/?number=",
        "draft/?number=99999999",
        "draft/?number=99999999999999999999",
        "draft/?number=%D9%A1",
        "chief/?number=1",
    ],
)
def test_addresses_that_mean_nothing_are_not_found(client, editor, address):
    page = reverse("admin:state_of_methods", args=["x"]).replace("x/", address)

    assert client.get(page).status_code == 404


def test_officer_prepares_a_change_of_a_published_method(client, officer):
    method = method_of(officer.reporting_body, title_zh="甲", published=True)

    offered = client.get(page_of(method)).context["may_begin_change"]
    opened = client.post(revise(method))
    revision = WorkMethod.objects.get(revises=method)
    client.post(page_of(revision), form(revision, title_zh="乙", _move_checking="1"))

    assert offered
    assert opened.url == page_of(revision)
    revision.refresh_from_db()
    assert (revision.title_zh, revision.status) == ("乙", Status.CHECKING)
    assert WorkMethod.objects.published().get().title_zh == "甲"


def test_editor_sees_what_changed_and_publishes_it(client, officer):
    method = method_of(officer.reporting_body, title_zh="甲", published=True)
    revision = begin_revision(method, by=officer)
    WorkMethod.objects.filter(pk=revision.pk).update(title_zh="乙", status="checking")
    client.force_login(EditorFactory())

    page = client.get(page_for("published", revision)).content.decode()
    published = client.post(page_for("published", revision))

    assert "<del>甲</del>" in page
    assert "<ins>乙</ins>" in page
    assert published.url == page_of(method)
    assert WorkMethod.objects.get() == method
    method.refresh_from_db()
    assert method.title_zh == "乙"


def test_a_change_is_opened_by_the_button_alone(client, officer):
    method = method_of(officer.reporting_body, published=True)

    assert client.get(revise(method)).status_code == 404
    assert not WorkMethod.objects.filter(revises=method).exists()


def test_who_entered_a_method_is_kept(client, officer):
    community = CommunityFactory(street__county__province=officer.reporting_body)

    client.post(
        reverse("admin:methods_workmethod_add"),
        form(title_zh="甲", community=community.pk),
    )

    assert WorkMethod.objects.get().entered_by == officer


def test_command_publishes_what_is_due_and_names_what_it_could_not(capsys):
    now = timezone.now()
    soon = now + datetime.timedelta(hours=1)
    due, stuck, later = WorkMethodFactory.create_batch(3, status=Status.CHECKING)
    former = EditorFactory()
    for method, person in ((due, EditorFactory()), (stuck, former)):
        schedule_publication(method, soon, by=person)
    schedule_publication(later, soon, by=EditorFactory())
    WorkMethod.objects.exclude(pk=later.pk).update(publish_at=now)
    former.groups.clear()

    with pytest.raises(CommandError, match=f"№ {stuck.pk} .*may not publish any more"):
        call_command("publish_due")

    assert f"Published № {due.pk}" in capsys.readouterr().out
    assert list(WorkMethod.objects.published()) == [due]


def test_withdrawn_method_is_published_again_by_who_did_not_enter_it(client, editor):
    method = WorkMethodFactory(published=True)
    change_state(method, Status.WITHDRAWN, by=editor, reason=Reason(en="Wrong."))

    client.post(page_for("published", method))

    method.refresh_from_db()
    assert method.is_published
