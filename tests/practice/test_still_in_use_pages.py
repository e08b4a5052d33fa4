"""The desk's pages of the yearly call: who opens them, what they save and tell."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.accounts.roles import Role
from catalogue.methods.models import WorkMethod
from catalogue.places.merging import merge_communities
from catalogue.places.models import RegisterChange
from catalogue.practice.models import StillInUseAnswer, StillInUseCall
from catalogue.practice.still_in_use_hints import hints
from tests.accounts.factories import (
    EditorFactory,
    OfficerFactory,
    RoundManagerFactory,
    holder_of,
)
from tests.methods.factories import method_of
from tests.places.factories import CommunityFactory
from tests.practice.factories import (
    StillInUseAnswerFactory,
    StillInUseCallFactory,
    selected_method,
)

pytestmark = pytest.mark.django_db

Answer = StillInUseAnswer.Answer


def page_of(page, call):
    return reverse(f"admin:practice_still_in_use_{page}", args=[call.pk])


def typed(row, answer="", **values):
    """What the worklist sends of one row."""
    seen = row.answered_at.isoformat() if row.answered_at else ""
    sent = {"answer": answer, "seen": seen, **values}
    sent.setdefault("confirmed_on", timezone.localdate().isoformat())
    return {f"row{row.pk}-{name}": value for name, value in sent.items()}


def asked(body, call, **values):
    return StillInUseAnswerFactory(
        call=call, method=method_of(body, published=True), **values
    )


@pytest.fixture
def call():
    return StillInUseCallFactory()


@pytest.fixture
def own(officer, call):
    """Two methods of the officer's body that are asked after."""
    return [asked(officer.reporting_body, call) for _ in range(2)]


def answers():
    return dict(StillInUseAnswer.objects.values_list("pk", "answer"))


def test_officer_reads_the_own_rows_alone(client, own, call):
    foreign = StillInUseAnswerFactory(call=call)

    page = client.get(page_of("answers", call))

    assert [form.row for form, _hint in page.context["rows"]] == own
    assert (page.context["progress"].given, page.context["progress"].asked) == (0, 2)
    assert foreign.method.title_zh not in page.content.decode()


def test_call_that_asks_nothing_of_a_body_is_missing_to_it(client, officer, call):
    StillInUseAnswerFactory(call=call)

    assert client.get(page_of("answers", call)).status_code == 404


def test_officer_answers_a_part_and_goes_on_later(client, own, call, officer):
    first, second = own
    sent = typed(first, Answer.CONTINUED, evidence="走访") | typed(second)

    answer = client.post(page_of("answers", call), sent)

    assert answer.status_code == 302
    assert answers() == {first.pk: "continued", second.pk: ""}
    first.refresh_from_db()
    assert (first.answered_by, first.confirmed_on) == (officer, timezone.localdate())
    page = client.get(page_of("answers", call))
    assert [form.row for form, _hint in page.context["rows"]] == [second]


def test_row_with_a_fault_is_shown_again_and_the_others_are_saved(client, own, call):
    first, second = own
    tomorrow = timezone.localdate() + datetime.timedelta(1)
    sent = typed(first, Answer.CONTINUED) | typed(
        second, Answer.CONTINUED, confirmed_on=tomorrow.isoformat()
    )

    page = client.post(page_of("answers", call), sent)

    assert answers() == {first.pk: "continued", second.pk: ""}
    shown = {form.row.pk: form for form, _hint in page.context["rows"]}
    assert set(shown[second.pk].errors) == {"confirmed_on"}
    assert not shown[first.pk].errors


def test_foreign_row_is_not_answered(client, own, call):
    foreign = StillInUseAnswerFactory(call=call)

    client.post(page_of("answers", call), typed(foreign, Answer.CONTINUED))

    assert set(answers().values()) == {""}


def test_filling_in_saves_nothing(client, own, call):
    first, second = own
    sent = typed(first, Answer.NO_LONGER_USED) | typed(second) | {"_fill": "1"}

    page = client.post(page_of("answers", call), sent)

    chosen = [form["answer"].value() for form, _hint in page.context["rows"]]
    assert chosen == [Answer.NO_LONGER_USED, Answer.CONTINUED]
    assert set(answers().values()) == {""}


def test_note_without_an_answer_is_kept_and_asked_about(client, own, call):
    first, _second = own

    page = client.post(page_of("answers", call), typed(first, note_zh="在用"))

    form = page.context["rows"][0][0]
    assert set(form.errors) == {"answer"}
    assert form["note_zh"].value() == "在用"


def test_records_are_named_by_their_numbers(client, own, call, officer):
    first, second = own
    into = method_of(officer.reporting_body)
    stays = CommunityFactory()
    sent = typed(first, Answer.REVISED, revised_into=f"№ {into.pk}") | typed(
        second, Answer.COMMUNITY_MERGED, merged_community=str(stays.pk)
    )

    client.post(page_of("answers", call), sent)

    for row in own:
        row.refresh_from_db()
    assert (first.revised_into, second.merged_community) == (into, stays)


@pytest.mark.parametrize("number", ["999999", "x", "9" * 11])
def test_record_that_there_is_not_is_named(client, own, call, number):
    first, _second = own
    sent = typed(first, Answer.REVISED, revised_into=number)

    page = client.post(page_of("answers", call), sent)

    assert set(page.context["rows"][0][0].errors) == {"revised_into"}


def test_community_is_named_by_its_code_too(client, own, call):
    stays = CommunityFactory(code="350102004009")
    sent = typed(own[0], Answer.COMMUNITY_MERGED, merged_community=stays.code)

    client.post(page_of("answers", call), sent)

    own[0].refresh_from_db()
    assert own[0].merged_community == stays


def test_row_that_somebody_answered_meanwhile_is_looked_at_again(client, own, call):
    first, _second = own
    sent = typed(first, Answer.NO_LONGER_USED)
    StillInUseAnswer.objects.filter(pk=first.pk).update(
        answer=Answer.CONTINUED,
        confirmed_on=call.opened_on,
        answered_by=call.opened_by,
        answered_at=timezone.now(),
    )

    page = client.post(page_of("answers", call) + "?show=all", sent)

    assert page.context["rows"][0][0].non_field_errors()
    assert answers()[first.pk] == "continued"


def test_closed_call_is_read_and_not_written(client, own, call):
    call.closed_at, call.closed_by = timezone.now(), call.opened_by
    call.save()

    page = client.get(page_of("answers", call))
    client.post(page_of("answers", call), typed(own[0], Answer.CONTINUED))

    assert not page.context["may_answer"]
    assert set(answers().values()) == {""}


def test_round_manager_reads_and_does_not_answer(client, own, call):
    client.force_login(RoundManagerFactory())

    page = client.get(page_of("answers", call))
    answer = client.post(page_of("answers", call), typed(own[0], Answer.CONTINUED))

    assert not page.context["may_answer"]
    assert answer.status_code == 403


def test_editor_answers_for_the_body_that_the_address_names(client, own, call):
    StillInUseAnswerFactory(call=call)
    client.force_login(EditorFactory())
    address = f"{page_of('answers', call)}?body={own[0].reporting_body.slug}"

    page = client.get(address)
    client.post(address, typed(own[0], Answer.CONTINUED))

    assert [form.row for form, _hint in page.context["rows"]] == own
    assert answers()[own[0].pk] == "continued"


def test_search_finds_by_title_and_number(client, own, call):
    first, second = own
    address = page_of("answers", call)

    by_title = client.get(address, {"q": first.method.title_zh})
    by_number = client.get(address, {"q": str(second.method_id)})

    assert [form.row for form, _hint in by_title.context["rows"]] == [first]
    assert second in [form.row for form, _hint in by_number.context["rows"]]


def test_worklist_asks_as_often_for_many_rows_as_for_one(
    client, officer, call, django_assert_num_queries
):
    address = page_of("answers", call)
    asked(officer.reporting_body, call)
    client.get(address)

    with django_assert_num_queries(13):
        client.get(address)
    for _ in range(5):
        asked(officer.reporting_body, call)
    with django_assert_num_queries(13):
        client.get(address)


def test_merger_of_the_community_is_suggested_and_put_in_by_a_button(
    client, own, call, officer
):
    row = own[0]
    old = row.method.community
    new = CommunityFactory(street=old.street)
    merge_communities(new, old, by=EditorFactory(), reason="合并")
    address = page_of("answers", call)

    _form, hint = client.get(address).context["rows"][0]
    put_in = client.post(address, typed(row) | {"_hint": str(row.pk)})

    assert (hint.answer, hint.community) == (Answer.COMMUNITY_MERGED, new)
    form = put_in.context["rows"][0][0]
    assert form["answer"].value() == Answer.COMMUNITY_MERGED
    assert form["merged_community"].value() == str(new.pk)
    assert answers()[row.pk] == ""
    client.post(address, typed(row, "community-merged", merged_community=str(new.pk)))
    assert answers()[row.pk] == "community-merged"


@pytest.mark.parametrize(
    ("kind", "settlement", "answer"),
    [
        (RegisterChange.Kind.MERGED, "", Answer.COMMUNITY_MERGED),
        (RegisterChange.Kind.WITHDRAWN, "", ""),
        (RegisterChange.Kind.WITHDRAWN, RegisterChange.Settlement.WITHDRAWN, ""),
        (RegisterChange.Kind.WITHDRAWN, RegisterChange.Settlement.RENAMED, None),
        (RegisterChange.Kind.RENAMED, "", None),
    ],
)
def test_what_a_newer_register_lacks_is_a_hint(call, kind, settlement, answer):
    row = StillInUseAnswerFactory(call=call)
    RegisterChange.objects.create(
        community=row.method.community,
        other=CommunityFactory(),
        kind=kind,
        settlement=settlement,
        settled_at=timezone.now() if settlement else None,
        register_on=datetime.date(2025, 12, 31),
    )

    found = hints([row]).get(row.pk)

    assert (found.answer if found else None) == answer


def test_method_whose_community_is_there_has_no_hint(call):
    row = StillInUseAnswerFactory(call=call)

    assert hints([row]) == {}


def test_manager_opens_the_call(client):
    selected_method()
    client.force_login(RoundManagerFactory())
    today = timezone.localdate()
    due = today + datetime.timedelta(30)

    answer = client.post(
        reverse("admin:practice_still_in_use_open"), {"due_on": due.isoformat()}
    )

    call = StillInUseCall.objects.get()
    assert answer.url == page_of("overview", call)
    assert (call.year, call.opened_on, call.due_on) == (today.year, today, due)


def test_fault_of_the_opening_is_told_on_the_page(client):
    client.force_login(RoundManagerFactory())
    due = timezone.localdate() + datetime.timedelta(30)

    page = client.post(
        reverse("admin:practice_still_in_use_open"), {"due_on": due.isoformat()}
    )

    assert page.context["form"].non_field_errors() == [
        "No published method was selected in an announced round."
    ]


def test_overview_counts_by_body_and_names_whom_to_remind(client, own, call, officer):
    done = StillInUseAnswerFactory(call=call, answer=Answer.NO_LONGER_USED)
    client.force_login(RoundManagerFactory())

    page = client.get(page_of("overview", call))

    counted = {
        each.body: (each.given, each.asked, each.counts)
        for each, _address in page.context["bodies"]
    }
    assert counted == {
        officer.reporting_body: (0, 2, [0, 0, 0, 0]),
        done.reporting_body: (1, 1, [0, 0, 1, 0]),
    }
    missing = page.context["missing"]
    assert [(each.body, each.officers) for each in missing] == [
        (officer.reporting_body, [officer])
    ]
    assert list(page.context["ended"]) == [done]


def test_overview_asks_as_often_for_many_bodies_as_for_one(
    client, call, django_assert_num_queries
):
    client.force_login(EditorFactory())
    address = page_of("overview", call)
    StillInUseAnswerFactory(call=call)
    client.get(address)

    with django_assert_num_queries(10):
        client.get(address)
    StillInUseAnswerFactory.create_batch(4, call=call)
    with django_assert_num_queries(10):
        client.get(address)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", ["overview", "more_time", "close", "notes"])
def test_pages_of_who_asks_are_closed_to_others(client, call, role, page):
    client.force_login(holder_of(role))

    got = client.get(page_of(page, call)).status_code

    asks = role in (Role.ROUND_MANAGER, Role.MINISTRY_EDITOR)
    by_post_alone = page in ("close", "notes")
    if page == "notes" and role == Role.ROUND_MANAGER:
        asks = False
    assert got == ((404 if by_post_alone else 200) if asks else 403)


def test_more_time_and_the_end_of_a_call(client, call):
    manager = RoundManagerFactory()
    client.force_login(manager)
    later = call.due_on + datetime.timedelta(10)

    client.post(page_of("more_time", call), {"to": later.isoformat(), "reason": "假期"})
    client.post(page_of("close", call))

    call.refresh_from_db()
    assert (call.last_day, call.extended_by) == (later, manager)
    assert call.closed_by == manager
    client.post(page_of("close", call), {"_reopen": "1"})
    call.refresh_from_db()
    assert call.is_open


def test_time_that_is_cut_short_is_refused_on_the_page(client, call):
    client.force_login(RoundManagerFactory())

    page = client.post(
        page_of("more_time", call),
        {"to": call.due_on.isoformat(), "reason": "提前"},
    )

    assert page.context["form"].non_field_errors()


def test_editor_releases_the_notes_of_others(client, own, call, officer):
    first, second = own
    for row in own:
        client.post(
            page_of("answers", call), typed(row, Answer.CONTINUED, note_zh="在用")
        )
    client.force_login(EditorFactory())

    waiting = client.get(page_of("overview", call)).context["notes"]
    client.post(page_of("notes", call), {"note": [str(first.pk), "x"]})

    assert set(waiting) == set(own)
    for row in own:
        row.refresh_from_db()
    assert (first.public_note, second.public_note) == ("在用", "")


def test_answers_are_a_list_that_is_taken_out(client, own, call):
    address = reverse(
        "admin:exchange_list", args=["practice", "stillinuseanswer", "csv"]
    )
    StillInUseAnswerFactory(call=call)

    lines = b"".join(client.get(address).streaming_content).decode().splitlines()

    assert len(lines) == 3
    assert {line.split(",")[0] for line in lines[1:]} == {
        str(row.method_id) for row in own
    }


def test_superuser_changes_no_answer_by_hand(client, own):
    client.force_login(EditorFactory(is_superuser=True))
    address = reverse("admin:practice_stillinuseanswer_change", args=[own[0].pk])

    assert client.post(address, {"answer": "continued"}).status_code == 403


def test_method_that_was_withdrawn_meanwhile_is_asked_after_no_more(client, own, call):
    WorkMethod.objects.filter(pk=own[0].method_id).update(
        status=WorkMethod.Status.WITHDRAWN, withdrawn_at=timezone.now()
    )

    page = client.get(page_of("answers", call))

    assert [form.row for form, _hint in page.context["rows"]] == [own[1]]


def test_calls_are_listed_with_the_own_figures(client, own, call):
    StillInUseAnswerFactory(call=call)

    page = client.get(reverse("admin:practice_stillinusecall_changelist"))

    (row,) = page.context["cl"].result_list
    assert (row.asked, row.given) == (2, 0)
    assert page_of("answers", call) in page.content.decode()
    assert page_of("overview", call) not in page.content.decode()


def test_list_of_calls_leads_who_asks_to_the_bodies(client, call):
    client.force_login(RoundManagerFactory())

    page = client.get(reverse("admin:practice_stillinusecall_changelist"))

    assert page_of("overview", call) in page.content.decode()


def test_officers_of_other_bodies_share_the_call(client, own, call):
    other = StillInUseAnswerFactory(call=call)
    client.force_login(OfficerFactory(reporting_body=other.reporting_body))

    page = client.get(page_of("answers", call))

    assert [form.row for form, _hint in page.context["rows"]] == [other]
