"""The call of a round: criteria, quotas, more time; and the pages that write them."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from catalogue.rounds.calling import (
    bodies_of,
    extend,
    put_in_six_characteristics,
    set_quotas,
)
from catalogue.rounds.models import (
    Criterion,
    MarkMeaning,
    ProvincialReturn,
    Quota,
    SelectionRound,
    StageDates,
)
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.places.factories import DivisionFactory, ProvinceFactory
from tests.rounds.course import Course
from tests.rounds.factories import (
    CriterionFactory,
    HeldRoundFactory,
    QuotaFactory,
    SelectionRoundFactory,
)

pytestmark = pytest.mark.django_db

State = SelectionRound.State
HOUR = datetime.timedelta(hours=1)
COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS")
PARTS = ("stage_dates", "criteria", "notices", "returns")


def address(page, selection_round):
    return reverse(f"admin:rounds_{page}", args=[selection_round.pk])


def change(selection_round):
    return address("selectionround_change", selection_round)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def course(client):
    course = Course()
    client.force_login(course.manager)
    return course


def round_form(**values):
    return {
        **{f"{part}-{count}": 0 for part in PARTS for count in COUNTS},
        "title_zh": "2027年征集",
        "title_en": "Round of 2027",
        "slug": "2027",
        "kind": "selection",
        "organiser_zh": "民政部",
        "organiser_en": "Ministry of Civil Affairs",
        "reviewers_each": 3,
        **values,
    }


# The form of a round


def test_a_round_is_opened_with_the_six_characteristics(client, course):
    client.post(
        reverse("admin:rounds_selectionround_add"),
        round_form(
            is_held_here="on",
            state="announced",
            places=100,
            closes_at_0="2027-08-31",
            closes_at_1="23:59:59",
            required_parts=["titles", "steps"],
        ),
    )

    made = SelectionRound.objects.get(slug="2027")
    criteria = made.criteria.all()
    closes = timezone.localtime(made.closes_at)
    assert (made.state, made.places) == (State.PREPARING, 100)
    assert made.required_parts == ["titles", "steps"]
    assert closes.isoformat() == "2027-08-31T23:59:59+08:00"
    assert [each.name_zh for each in criteria] == [
        "群众性", "民生性", "系统性", "创新性", "操作性", "示范性",
    ]  # fmt: skip
    assert criteria[1].meaning_en == (
        "Starts from the most immediate interests of residents."
    )
    assert MarkMeaning.objects.count() == 30


def test_a_recorded_round_gets_no_criteria(client, course):
    client.post(
        reverse("admin:rounds_selectionround_add"),
        round_form(state="announced", slug="2012"),
    )

    made = SelectionRound.objects.get(slug="2012")
    assert (made.state, made.criteria.count()) == (State.ANNOUNCED, 0)


@pytest.mark.parametrize("state", [State.PREPARING, State.OPEN, State.CLOSED])
def test_no_form_moves_a_round_that_is_held_here(client, course, state):
    course.to(state)

    client.post(change(course.round), round_form(state="announced"))

    course.round.refresh_from_db()
    assert (course.round.state, course.round.title_zh) == (state, "2027年征集")


def test_a_recorded_round_that_was_announced_is_not_made_one_of_here(client, course):
    recorded = SelectionRoundFactory(announced=True)

    client.post(
        change(recorded), round_form(is_held_here="on", state="announced", slug="x")
    )

    recorded.refresh_from_db()
    assert (recorded.slug, recorded.is_held_here) == ("x", False)


def test_what_bodies_were_told_stays_once_the_round_is_open(client, course):
    course.to(State.OPEN)
    closes_at = course.round.closes_at
    form = round_form(
        places=7,
        closes_at_0="2020-01-01",
        closes_at_1="00:00:00",
        province=ProvinceFactory().pk,
        kind="pilot",
    )

    client.post(change(course.round), form)

    now = SelectionRound.objects.get(pk=course.round.pk)
    assert (now.places, now.closes_at) == (7, closes_at)
    assert (now.province, now.kind, now.is_held_here) == (None, "selection", True)


def test_parts_that_are_required_are_those_of_completeness(client, course):
    page = client.post(change(course.round), round_form(required_parts=["nonsense"]))

    assert list(page.context["adminform"].form.errors) == ["required_parts"]


def test_dates_of_stages_are_saved_where_they_are_given(client, course):
    form = {
        "stage_dates-TOTAL_FORMS": 8,
        **{
            f"stage_dates-{place}-stage": stage
            for place, stage in enumerate(list(State.values)[1:])
            if stage != "judging"
        },
        "stage_dates-0-stage": "open",
        "stage_dates-0-begins_on": "2027-03-01",
        "stage_dates-0-ends_on": "2027-08-31",
    }
    stages = client.get(change(course.round)).context["inline_admin_formsets"]
    dated = [form["stage"].value() for form in stages[0].formset.forms]
    form |= {f"stage_dates-{n}-stage": stage for n, stage in enumerate(dated)}

    client.post(change(course.round), round_form(**form))

    row = StageDates.objects.get()
    assert (row.stage, str(row.begins_on), str(row.ends_on)) == (
        "open", "2027-03-01", "2027-08-31",
    )  # fmt: skip


def criterion_form(**values):
    return {
        "criteria-TOTAL_FORMS": 1,
        "criteria-0-position": 1,
        "criteria-0-name_zh": "操作性",
        "criteria-0-weight": 2,
        "criteria-0-lowest": 1,
        "criteria-0-highest": 3,
        **{f"criteria-0-{name}": value for name, value in values.items()},
    }


def test_a_criterion_has_a_sentence_for_each_mark(client, course):
    lines = {"marks_zh": "差\r\n中\r\n好", "marks_en": "bad\nfair\ngood"}

    client.post(change(course.round), round_form(**criterion_form(**lines)))

    criterion = Criterion.objects.get(name_zh="操作性")
    meanings = criterion.mark_meanings.values_list("mark", "meaning_zh", "meaning_en")
    assert criterion.weight == 2
    assert list(meanings) == [(1, "差", "bad"), (2, "中", "fair"), (3, "好", "good")]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"marks_zh": "差\n好"}, "marks_zh"),
        ({"marks_zh": "差\n\n好"}, "marks_zh"),
        ({"marks_en": "a\nb\nc"}, "marks_zh"),
        ({"marks_zh": "差\n中\n" + "好" * 201}, "marks_zh"),
        ({"highest": 1}, "highest"),
        ({"weight": 0}, "weight"),
    ],
)
def test_a_criterion_that_is_not_whole_is_explained(client, course, values, field):
    form = round_form(**criterion_form(**values))

    page = client.post(change(course.round), form)

    formset = page.context["inline_admin_formsets"][1].formset
    assert [list(errors) for errors in formset.errors] == [[field]]


def test_sentences_of_marks_follow_a_shorter_scale(client, course):
    put = CriterionFactory(selection_round=course.round, highest=3)
    for mark in (1, 2, 3):
        put.mark_meanings.create(mark=mark, meaning_zh=f"第{mark}")
    form = criterion_form(
        id=put.pk, selection_round=course.round.pk, highest=2, marks_zh="差\n好"
    )

    client.post(
        change(course.round), round_form(**form, **{"criteria-INITIAL_FORMS": 1})
    )

    rows = put.mark_meanings.values_list("mark", "meaning_zh")
    assert list(rows) == [(1, "差"), (2, "好")]


def test_criteria_are_only_read_once_review_begins(client, course):
    course.to(State.INDEPENDENT_REVIEW)
    form = criterion_form(
        id=course.criterion.pk, selection_round=course.round.pk, marks_zh="差\n中\n好"
    )

    page = client.get(change(course.round))
    client.post(
        change(course.round), round_form(**form, **{"criteria-INITIAL_FORMS": 1})
    )

    course.criterion.refresh_from_db()
    assert page.status_code == 200
    assert course.criterion.weight == 1


# The six characteristics


def test_six_characteristics_are_put_in_once(client, course):
    course.criterion.delete()
    button = address("six_characteristics", course.round)

    first, second = client.post(button), client.post(button)

    assert told(first)[:1] == ["The six characteristics are the criteria now."]
    assert told(second)[-1] == "The round has criteria already."
    assert course.round.criteria.count() == 6


def test_six_characteristics_stay_out_once_review_begins(course):
    course.to(State.INDEPENDENT_REVIEW)

    with pytest.raises(ValidationError):
        put_in_six_characteristics(course.round, by=course.manager)


def test_six_characteristics_are_not_put_in_by_looking(client, course):
    course.criterion.delete()

    assert client.get(address("six_characteristics", course.round)).status_code == 404
    client.force_login(EditorFactory())
    assert client.post(address("six_characteristics", course.round)).status_code == 403
    assert not course.round.criteria.exists()


# Quotas


def test_all_bodies_stand_in_official_order(client, course):
    last = ProvinceFactory(sort_order=32_000)
    first = ProvinceFactory(sort_order=1)
    ProvinceFactory(is_reporting_body=False)

    rows = client.get(address("quotas", course.round)).context["form"].rows()

    assert [body for body, _field in rows] == [
        first, course.quota.reporting_body, last,
    ]  # fmt: skip


def test_round_of_a_province_has_its_divisions():
    province = ProvinceFactory()
    city = DivisionFactory(province=province, level="prefecture")
    DivisionFactory(province=province, parent=city)
    DivisionFactory()
    selection_round = HeldRoundFactory(province=province)
    manager = Course().manager

    set_quotas(selection_round, {city.pk: 4, "110000": 9}, by=manager)

    quota = selection_round.quotas.get()
    assert list(bodies_of(selection_round)) == [city]
    assert (quota.division, quota.reporting_body) == (city, province)


def test_quotas_are_saved_changed_and_taken_away(client, course):
    other = ProvinceFactory()
    page = address("quotas", course.round)
    own = course.quota.reporting_body

    client.post(page, {f"places_{own.pk}": 6, f"places_{other.pk}": 2})
    client.post(page, {f"places_{own.pk}": "", f"places_{other.pk}": 3})

    assert list(Quota.objects.values_list("reporting_body", "places")) == [
        (other.pk, 3)
    ]


def test_the_same_for_all_is_filled_in_and_not_saved(client, course):
    ProvinceFactory()

    page = client.post(address("quotas", course.round), {"for_all": 8, "_fill": "1"})

    rows = page.context["form"].rows()
    assert [field.value() for _body, field in rows] == [8, 8]
    assert Quota.objects.get().places == 5


@pytest.mark.parametrize("number", ["-1", "1.5", "甲", "99999", "1\x00"])
def test_quota_that_is_no_number_is_explained(client, course, number):
    own = f"places_{course.quota.reporting_body_id}"

    page = client.post(address("quotas", course.round), {own: number})

    assert list(page.context["form"].errors) == [own]


@pytest.mark.parametrize("places", [1, 0, None])
def test_quota_never_falls_below_what_was_submitted(course, places):
    course.to(State.OPEN)
    course.submit_all()
    code = course.quota.reporting_body_id

    with pytest.raises(ValidationError) as refusal:
        set_quotas(course.round, {code: places}, by=course.manager)

    assert refusal.value.messages == [
        f"{course.quota.reporting_body} submitted 2: its quota cannot be less."
    ]
    set_quotas(course.round, {code: 2}, by=course.manager)


def test_quotas_stay_once_submission_is_closed(client, course):
    course.to(State.CLOSED)
    code = course.quota.reporting_body_id

    client.post(address("quotas", course.round), {f"places_{code}": 9})

    assert Quota.objects.get().places == 5
    with pytest.raises(IntegrityError), transaction.atomic():
        Quota.objects.update(places=9)


@pytest.mark.parametrize("bodies", [1, 30])
def test_quotas_cost_the_same_number_of_queries(
    client, course, bodies, django_assert_num_queries
):
    ProvinceFactory.create_batch(bodies)
    client.get(address("quotas", course.round))

    with django_assert_num_queries(11):
        client.get(address("quotas", course.round))


# More time


def test_one_body_gets_more_time_and_no_other(client, course):
    other = QuotaFactory(selection_round=course.round)
    course.to(State.OPEN)
    later = (course.round.closes_at + 24 * HOUR).replace(microsecond=0)
    local = timezone.localtime(later)

    client.post(
        address("extension", course.round),
        {
            "bodies": [other.reporting_body_id],
            "to_0": f"{local:%Y-%m-%d}",
            "to_1": f"{local:%H:%M:%S}",
            "reason": "台风",
        },
    )

    other.refresh_from_db()
    course.quota.refresh_from_db()
    assert (other.closes_at, other.extension_reason) == (later, "台风")
    assert (other.extended_by, course.quota.extended_to) == (course.manager, None)


@pytest.mark.parametrize(
    ("shift", "reason", "words"),
    [
        (-HOUR / 2, "x", "has until"),
        (datetime.timedelta(0), "x", "has until"),
        (HOUR, " ", "Give the reason"),
        (-48 * HOUR, "x", "still to come"),
    ],
)
def test_time_is_never_cut_short_and_has_a_reason(course, shift, reason, words):
    course.to(State.OPEN)
    to = course.round.closes_at + shift

    with pytest.raises(ValidationError) as refusal:
        extend(
            course.round,
            [course.quota.reporting_body_id],
            to,
            reason=reason,
            by=course.manager,
        )

    assert any(words in sentence for sentence in refusal.value.messages)
    assert not Quota.objects.filter(extended_to__isnull=False).exists()


@pytest.mark.parametrize("state", [State.PREPARING, State.CLOSED])
def test_only_an_open_round_is_extended(course, state):
    course.to(state)

    with pytest.raises(ValidationError):
        extend(
            course.round,
            [course.quota.reporting_body_id],
            course.round.closes_at + HOUR,
            reason="x",
            by=course.manager,
        )


def test_a_body_of_another_round_gets_no_time(client, course):
    course.to(State.OPEN)

    page = client.post(
        address("extension", course.round),
        {
            "bodies": [QuotaFactory().reporting_body_id],
            "to_0": "2030-01-01",
            "to_1": "00:00:00",
            "reason": "x",
        },
    )

    assert list(page.context["form"].errors) == ["bodies"]


def test_only_the_round_manager_calls(course):
    for person in (OfficerFactory(), EditorFactory()):
        with pytest.raises(PermissionDenied):
            set_quotas(course.round, {}, by=person)
        with pytest.raises(PermissionDenied):
            put_in_six_characteristics(course.round, by=person)
        with pytest.raises(PermissionDenied):
            extend(course.round, [], timezone.now() + HOUR, reason="x", by=person)


# Returns


@pytest.mark.parametrize("name", ["submitted", "selected"])
def test_returns_of_a_round_that_runs_hold_no_counts(course, name):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvincialReturn.objects.create(
            selection_round=course.round,
            reporting_body=course.quota.reporting_body,
            **{name: 1},
        )
