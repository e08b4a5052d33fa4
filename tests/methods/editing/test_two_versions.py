"""Two persons work on one record: neither writes over the other unknowingly."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.methods.models import MethodPhoto, Step, WorkMethod
from catalogue.methods.publication import change_state
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.methods.factories import (
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory
from tests.rounds.factories import SubmissionFactory

pytestmark = pytest.mark.django_db

Status = WorkMethod.Status


def page_of(method):
    return reverse("admin:methods_workmethod_change", args=[method.pk])


def shown(response):
    """All that the browser would send back from the page as it is shown."""
    marks = response.context.get("opened_at")
    sent = {"opened_at": marks} if marks else {}
    forms = [response.context["adminform"].form]
    for admin_formset in response.context["inline_admin_formsets"]:
        formset = admin_formset.formset
        forms += [formset.management_form, *formset.extra_forms]
        if admin_formset.has_change_permission:
            forms += formset.initial_forms
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            if value is None or value is False or name in ("image", "file"):
                continue
            value = "on" if value is True else value
            if isinstance(value, list):
                value = [getattr(each, "pk", each) for each in value]
            sent[form.add_prefix(name)] = value
    return sent


def opened(client, method):
    return shown(client.get(page_of(method)))


def told(response):
    """Each of the differences shown: part and label, what stands, what was typed."""
    return [
        (f"{each.part} {each.label}".strip(), each.stands, each.typed)
        for each in response.context["held_back"].versions
    ]


@pytest.fixture
def editor(client):
    person = EditorFactory(username="lin")
    client.force_login(person)
    return person


@pytest.fixture
def other(django_user_model):
    """Another editor's browser."""
    from django.test import Client

    browser = Client()
    browser.force_login(EditorFactory(first_name="小明", last_name="王"))
    return browser


def test_page_saved_as_it_was_opened_is_saved(client, editor):
    method = WorkMethodFactory(title_zh="甲", themes=[ThemeFactory(), ThemeFactory()])
    StepFactory(method=method)
    SourceFactory(method=method)
    sent = opened(client, method)

    answer = client.post(page_of(method), sent | {"title_zh": "乙"})

    method.refresh_from_db()
    assert (answer.status_code, method.title_zh) == (302, "乙")


def test_second_save_is_refused_with_both_versions(client, editor, other):
    method = WorkMethodFactory(title_zh="甲", summary_zh="短")
    mine = opened(client, method)
    theirs = opened(other, method)
    other.post(page_of(method), theirs | {"title_zh": "他们的", "summary_zh": "长"})

    answer = client.post(page_of(method), mine | {"title_zh": "我的"})

    method.refresh_from_db()
    assert answer.status_code == 409
    assert told(answer) == [
        ("Chinese title", "他们的", "我的"),
        ("Chinese summary", "长", "短"),
    ]
    assert "Last changed by 王小明" in answer.content.decode()
    assert method.title_zh == "他们的"


def test_record_is_locked_before_it_is_compared(client, editor):
    method = WorkMethodFactory()
    sent = opened(client, method)

    with CaptureQueriesContext(connection) as queries:
        client.post(page_of(method), sent)

    reads = [q["sql"] for q in queries if 'FROM "methods_workmethod"' in q["sql"]]
    assert reads[0].endswith("FOR UPDATE")


def test_form_keeps_what_was_typed_and_takes_what_was_left_alone(client, editor, other):
    method = WorkMethodFactory(title_zh="甲", summary_zh="短")
    mine = opened(client, method)
    theirs = opened(other, method)
    other.post(page_of(method), theirs | {"title_zh": "他们的", "summary_zh": "长"})

    again = shown(client.post(page_of(method), mine | {"title_zh": "我的"}))
    answer = client.post(page_of(method), again)

    method.refresh_from_db()
    assert answer.status_code == 302
    assert (method.title_zh, method.summary_zh) == ("我的", "长")


def test_third_version_is_refused_once_more(client, editor, other):
    method = WorkMethodFactory(title_zh="甲")
    mine = opened(client, method) | {"title_zh": "我的"}
    WorkMethod.objects.filter(pk=method.pk).update(title_zh="乙")
    again = shown(client.post(page_of(method), mine))
    WorkMethod.objects.filter(pk=method.pk).update(title_zh="丙")

    answer = client.post(page_of(method), again)

    assert answer.status_code == 409
    assert told(answer) == [("Chinese title", "丙", "我的")]


def test_same_change_by_two_persons_is_no_conflict(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    mine = opened(client, method)
    WorkMethod.objects.filter(pk=method.pk).update(title_zh="乙")

    answer = client.post(page_of(method), mine | {"title_zh": "乙"})

    assert answer.status_code == 302


def test_change_by_the_database_is_seen_too(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    mine = opened(client, method)
    WorkMethod.objects.filter(pk=method.pk).update(title_zh="乙")

    answer = client.post(page_of(method), mine | {"title_zh": "丙"})

    assert "Last changed by the catalogue itself" in answer.content.decode()


def test_faults_beside_a_conflict_are_shown_as_well(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    mine = opened(client, method)
    WorkMethod.objects.filter(pk=method.pk).update(title_zh="乙")

    answer = client.post(page_of(method), mine | {"title_zh": "丙", "year_begun": 1800})
    page = shown(answer)
    answer = client.post(page_of(method), page | {"year_begun": 1999})

    method.refresh_from_db()
    assert (method.title_zh, method.year_begun) == ("丙", 1999)


def test_page_with_a_fault_still_knows_when_it_was_opened(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    mine = opened(client, method)
    faulty = shown(client.post(page_of(method), mine | {"year_begun": 1800}))
    WorkMethod.objects.filter(pk=method.pk).update(title_zh="乙")

    answer = client.post(page_of(method), faulty | {"year_begun": 1999})

    assert answer.status_code == 409


def test_themes_and_places_are_told_by_name(client, editor):
    one, two = ThemeFactory(name_en="Parking"), ThemeFactory(name_en="Elderly care")
    method = WorkMethodFactory(themes=[one])
    mine = opened(client, method)
    method.themes.set([two])

    answer = client.post(page_of(method), mine | {"themes": [one.pk, two.pk]})

    assert [each[1:] for each in told(answer)] in (
        [("Elderly care", "Parking, Elderly care")],
        [("Elderly care", "Elderly care, Parking")],
    )


# Parts


def test_step_changed_by_both_is_shown_field_by_field(client, editor):
    step = StepFactory(position=1, title_zh="走访", who_zh="书记")
    mine = opened(client, step.method)
    Step.objects.filter(pk=step.pk).update(who_zh="网格员")

    answer = client.post(page_of(step.method), mine | {"steps-0-who_zh": "居民"})
    client.post(page_of(step.method), shown(answer))

    step.refresh_from_db()
    assert told(answer) == [("step: 1. 走访 Who, in Chinese", "网格员", "居民")]
    assert step.who_zh == "居民"


def test_step_changed_by_the_other_alone_is_taken(client, editor):
    step = StepFactory(position=1, who_zh="书记")
    mine = opened(client, step.method)
    Step.objects.filter(pk=step.pk).update(who_zh="网格员")

    answer = client.post(page_of(step.method), mine | {"title_en": "New"})
    client.post(page_of(step.method), shown(answer))

    step.refresh_from_db()
    assert (step.who_zh, step.method.title_zh) == ("网格员", step.method.title_zh)
    assert WorkMethod.objects.get().title_en == "New"


def test_step_added_meanwhile_is_in_the_form(client, editor):
    method = WorkMethodFactory()
    StepFactory(method=method, position=1, title_zh="一")
    mine = opened(client, method)
    StepFactory(method=method, position=2, title_zh="二")
    new = {"steps-TOTAL_FORMS": 2, "steps-1-position": 3, "steps-1-title_zh": "三"}

    answer = client.post(page_of(method), mine | new)
    client.post(page_of(method), shown(answer))

    assert told(answer) == [("step: 2. 二", "is there", "—")]
    assert list(method.steps.values_list("title_zh", flat=True)) == ["一", "二", "三"]


def test_step_removed_meanwhile_leaves_the_form_unless_it_was_changed(client, editor):
    method = WorkMethodFactory()
    steps = [
        StepFactory(method=method, position=each, title_zh=f"{each}")
        for each in (1, 2, 3)
    ]
    mine = opened(client, method)
    steps[0].delete()
    steps[1].delete()

    answer = client.post(page_of(method), mine | {"steps-1-title_zh": "改"})
    client.post(page_of(method), shown(answer))

    assert len(told(answer)) == 2
    assert list(method.steps.values_list("title_zh", flat=True)) == ["改", "3"]


def test_removing_what_the_other_changed_is_refused_once(client, editor):
    step = StepFactory(position=1, who_zh="书记")
    mine = opened(client, step.method) | {"steps-0-DELETE": "on"}
    Step.objects.filter(pk=step.pk).update(who_zh="网格员")

    answer = client.post(page_of(step.method), mine)

    assert answer.status_code == 409
    assert Step.objects.filter(pk=step.pk).exists()


def test_photos_must_be_chosen_again_and_the_page_says_so(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    mine = opened(client, method)
    WorkMethod.objects.filter(pk=method.pk).update(title_zh="乙")
    photo = {
        "photos-TOTAL_FORMS": 1,
        "photos-0-position": 1,
        "photos-0-caption_zh": "图",
        "photos-0-image": SimpleUploadedFile("a.jpg", b"no image"),
    }

    answer = client.post(page_of(method), mine | photo | {"title_zh": "丙"})

    assert "Choose the photos and files once more" in answer.content.decode()
    assert not MethodPhoto.objects.exists()


def test_parts_that_a_person_only_looks_at_are_no_conflict(client):
    officer = OfficerFactory()
    community = CommunityFactory(street__county__province=officer.reporting_body)
    method = WorkMethodFactory(community=community, title_zh="甲")
    client.force_login(officer)
    mine = opened(client, method)
    SubmissionFactory(method=method)

    answer = client.post(page_of(method), mine | {"title_zh": "乙"})

    assert answer.status_code == 302


# What became of the record meanwhile


def test_record_published_meanwhile_gives_the_typed_text_back(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    mine = opened(client, method)
    change_state(method, Status.PUBLISHED, by=EditorFactory())

    answer = client.post(page_of(method), mine | {"title_zh": "我的话"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "in the state “Published”" in page
    assert re.search("<td>甲</td>\\s*<td>我的话</td>", page)
    assert WorkMethod.objects.get(pk=method.pk).title_zh == "甲"


def test_contact_of_another_body_is_not_among_what_stands(client, editor):
    method = WorkMethodFactory(contact_name="林静", contact_phone="0591 1234 5678")
    mine = opened(client, method)
    change_state(method, Status.PUBLISHED, by=EditorFactory())

    answer = client.post(page_of(method), mine | {"title_zh": "我的话"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "林静" not in page
    assert "5678" not in page


def test_record_sent_for_checking_meanwhile_gives_the_typed_text_back(client):
    officer = OfficerFactory()
    community = CommunityFactory(street__county__province=officer.reporting_body)
    method = WorkMethodFactory(community=community, title_zh="甲")
    client.force_login(officer)
    mine = opened(client, method)
    WorkMethod.objects.update(status=Status.CHECKING)
    step = {"steps-TOTAL_FORMS": 1, "steps-0-position": 1, "steps-0-action_zh": "走访"}

    answer = client.post(page_of(method), mine | step)

    page = answer.content.decode()
    assert "in the state “For checking”" in page
    assert "走访" in page


def test_deleted_record_gives_the_typed_text_back(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    mine = opened(client, method) | {"title_zh": "我的话"}
    step = {"steps-TOTAL_FORMS": 1, "steps-0-position": 1, "steps-0-action_zh": "走访"}
    address = page_of(method)
    method.delete()

    answer = client.post(address, mine | step)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "not there any more" in page
    assert "我的话" in page
    assert "走访" in page


def test_foreign_record_answers_like_a_deleted_one(client):
    client.force_login(OfficerFactory())
    foreign = WorkMethodFactory(title_zh="别人的")
    gone = WorkMethodFactory(community=foreign.community)
    address = page_of(gone)
    gone.delete()
    sent = {"opened_at": "{}", "title_zh": "我的"}

    answers = [client.post(each, sent) for each in (page_of(foreign), address)]

    pages = [
        re.sub(r'(csrfmiddlewaretoken|name="next") value="[^"]*"|value="[^"]+"', "", p)
        for p in (each.content.decode() for each in answers)
    ]
    assert pages[0].replace(page_of(foreign), "") == pages[1].replace(address, "")
    assert "别人的" not in pages[0]


def test_withdrawn_role_ends_at_the_next_save(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    mine = opened(client, method)
    editor.groups.remove(Group.objects.get(name=Role.MINISTRY_EDITOR))

    answer = client.post(page_of(method), mine | {"title_zh": "乙"})

    assert answer.status_code == 403


@pytest.mark.parametrize("marks", ["", "{", "[]", "7", '{"title_zh": 7}', "\x00"])
def test_broken_marks_refuse_once_and_lose_nothing(client, editor, marks):
    method = WorkMethodFactory(title_zh="甲")
    mine = opened(client, method) | {"title_zh": "乙", "opened_at": marks}

    refused = client.post(page_of(method), mine)
    client.post(page_of(method), shown(refused))

    method.refresh_from_db()
    assert (refused.status_code, method.title_zh) == (409, "乙")
