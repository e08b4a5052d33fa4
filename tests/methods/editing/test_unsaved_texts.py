"""What was typed and not saved is kept for the person, offered, and never lost."""

import datetime
import uuid

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from catalogue.methods.models import UnsavedText, WorkMethod
from catalogue.methods.publication import change_state
from catalogue.methods.unsaved_texts import KEPT_FOR, NotKept, as_sent, keep, last_kept
from tests.accounts.factories import EditorFactory, OfficerFactory, UserFactory
from tests.methods.editing.test_two_versions import opened, page_of, shown, told
from tests.methods.factories import StepFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db

ADD = reverse("admin:methods_workmethod_add")
KEEP_NEW = reverse("admin:unsaved_of_new")
EMPTY = {
    f"{part}-{count}": 0
    for part in [
        "steps",
        "characteristics",
        "sources",
        "photos",
        "files",
        "submissions",
    ]
    for count in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def keep_at(method):
    return reverse("admin:unsaved", args=[method.pk])


def typed(client, method, **values):
    """The page of a method with something typed into it, as its script sends it."""
    page = client.get(page_of(method))
    return shown(page) | {"page": str(page.context["page_key"])} | values


def test_unsaved_text_is_offered_and_taken(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    client.post(keep_at(method), typed(client, method, title_zh="我的"))

    offered = client.get(page_of(method)).context["unsaved"]
    page = client.post(page_of(method), {"_take_unsaved": offered.pk})

    method.refresh_from_db()
    assert page.status_code == 200
    assert shown(page)["title_zh"] == "我的"
    assert "The form holds your unsaved text" in page.content.decode()
    assert method.title_zh == "甲"


def test_taken_text_is_saved_and_then_forgotten(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    sent = typed(client, method, title_zh="我的")
    client.post(keep_at(method), sent)
    page = client.post(page_of(method), {"_take_unsaved": sent["page"]})

    client.post(page_of(method), shown(page) | {"page": page.context["page_key"]})

    method.refresh_from_db()
    assert method.title_zh == "我的"
    assert not UnsavedText.objects.exists()


def test_steps_that_were_typed_are_kept_too(client, editor):
    method = WorkMethodFactory()
    StepFactory(method=method, position=1, title_zh="一")
    new = {"steps-TOTAL_FORMS": 2, "steps-1-position": 2, "steps-1-title_zh": "二"}
    sent = typed(client, method, **new)
    client.post(keep_at(method), sent)

    page = client.post(page_of(method), {"_take_unsaved": sent["page"]})

    assert shown(page)["steps-0-title_zh"] == "一"
    assert shown(page)["steps-1-title_zh"] == "二"


def test_text_taken_after_another_person_saved_shows_both_versions(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    sent = typed(client, method, title_zh="我的")
    client.post(keep_at(method), sent)
    WorkMethod.objects.update(title_zh="他们的")

    page = client.post(page_of(method), {"_take_unsaved": sent["page"]})

    assert page.status_code == 409
    assert told(page) == [("Chinese title", "他们的", "我的")]


def test_discarded_text_is_gone(client, editor):
    method = WorkMethodFactory()
    sent = typed(client, method, title_zh="我的")
    client.post(keep_at(method), sent)

    answer = client.post(page_of(method), {"_discard_unsaved": sent["page"]})

    assert answer.url == page_of(method)
    assert not UnsavedText.objects.exists()


def test_new_method_is_kept_and_offered_on_the_page_that_adds_one(client, editor):
    sent = EMPTY | {"title_zh": "新的", "page": str(uuid.uuid4())}
    client.post(KEEP_NEW, sent)

    offered = client.get(ADD).context["unsaved"]
    page = client.post(ADD, {"_take_unsaved": offered.pk})
    body = CommunityFactory().province
    client.post(
        ADD,
        sent | {"page": page.context["page_key"], "reporting_body": body.pk},
    )

    assert page.context["adminform"].form["title_zh"].value() == "新的"
    assert WorkMethod.objects.get().title_zh == "新的"
    assert not UnsavedText.objects.exists()


def test_two_windows_keep_their_texts_apart(client, editor):
    method = WorkMethodFactory()
    for title in ("一", "二"):
        client.post(keep_at(method), typed(client, method, title_zh=title))

    offered = client.get(page_of(method)).context["unsaved"]
    client.post(page_of(method), {"_discard_unsaved": offered.pk})
    next_offered = client.get(page_of(method)).context["unsaved"]

    assert as_sent(offered)["title_zh"] == "二"
    assert as_sent(next_offered)["title_zh"] == "一"


def test_text_that_says_what_stands_there_is_not_offered(client, editor):
    method = WorkMethodFactory()
    client.post(keep_at(method), typed(client, method))

    assert client.get(page_of(method)).context["unsaved"] is None
    assert not UnsavedText.objects.exists()


def test_nobody_else_is_offered_it_or_can_take_it(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    sent = typed(client, method, title_zh="我的")
    client.post(keep_at(method), sent)
    client.force_login(EditorFactory())

    page = client.get(page_of(method))
    taken = client.post(page_of(method), {"_take_unsaved": sent["page"]})
    client.post(page_of(method), {"_discard_unsaved": sent["page"]})
    written = client.post(keep_at(method), sent | {"title_zh": "别的"})

    assert page.context["unsaved"] is None
    assert taken.status_code == 302
    assert written.status_code == 403
    assert as_sent(UnsavedText.objects.get())["title_zh"] == "我的"


def test_text_of_one_record_is_not_taken_into_another(client, editor):
    method, other = WorkMethodFactory(), WorkMethodFactory()
    sent = typed(client, method, title_zh="我的")
    client.post(keep_at(method), sent)

    taken = client.post(page_of(other), {"_take_unsaved": sent["page"]})

    assert taken.status_code == 302


def test_text_for_a_record_published_meanwhile_is_given_back(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    sent = typed(client, method, title_zh="我的话")
    client.post(keep_at(method), sent)
    change_state(method, "published", by=EditorFactory())

    offered = client.get(page_of(method)).context["unsaved"]
    page = client.post(page_of(method), {"_take_unsaved": offered.pk})

    assert page.status_code == 409
    assert "我的话" in page.content.decode()


def test_foreign_and_missing_records_keep_nothing(client):
    client.force_login(OfficerFactory())
    foreign = WorkMethodFactory()
    sent = {"page": str(uuid.uuid4()), "title_zh": "我的"}

    answers = [
        client.post(address, sent).status_code
        for address in (keep_at(foreign), reverse("admin:unsaved", args=[99_999_999]))
    ]

    assert answers == [404, 404]
    assert not UnsavedText.objects.exists()


def test_who_may_not_enter_or_change_keeps_nothing(client):
    client.force_login(
        UserFactory(
            may=["methods.view_workmethod", "accounts.see_all_reporting_bodies"]
        )
    )
    sent = {"page": str(uuid.uuid4())}

    answers = [
        client.post(address, sent).status_code
        for address in (keep_at(WorkMethodFactory()), KEEP_NEW)
    ]

    assert answers == [403, 403]


@pytest.mark.parametrize("page", ["", "x", "\x00"])
def test_page_without_a_key_keeps_nothing(client, editor, page):
    assert client.post(KEEP_NEW, {"page": page}).status_code == 404
    assert client.get(KEEP_NEW).status_code == 404


def test_kept_are_words_without_the_token_of_the_session(editor):
    data = QueryDict(mutable=True)
    data.update({"title_zh": "甲\x00乙", "csrfmiddlewaretoken": "x", "_save": "Save"})

    text = keep(uuid.uuid4(), data, person=editor, method=None)

    assert text.values == {"title_zh": ["甲乙"]}


def test_far_too_long_texts_are_not_kept(editor):
    data = QueryDict(mutable=True)
    data["title_zh"] = "甲" * 1_000_001

    with pytest.raises(NotKept):
        keep(uuid.uuid4(), data, person=editor, method=None)


def test_after_thirty_days_it_is_neither_offered_nor_kept(editor, capsys):
    data = QueryDict("title_zh=a")
    old = keep(uuid.uuid4(), data, person=editor, method=None)
    now = timezone.now()
    UnsavedText.objects.update(kept_at=now - KEPT_FOR - datetime.timedelta(minutes=1))
    fresh = keep(uuid.uuid4(), data, person=EditorFactory(), method=None)

    assert last_kept(person=editor, method=None) is None
    call_command("forget_unsaved_texts")

    assert capsys.readouterr().out == "Removed 1 unsaved texts.\n"
    assert list(UnsavedText.objects.all()) == [fresh] != [old]


def test_page_with_a_fault_keeps_its_key(client, editor):
    method = WorkMethodFactory()
    sent = opened(client, method) | {"page": str(uuid.uuid4()), "year_begun": 1800}

    page = client.post(page_of(method), sent)

    assert page.context["page_key"] == sent["page"]
