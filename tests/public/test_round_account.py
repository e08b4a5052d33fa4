"""The page of a round that is held here: its call, then its account, never more."""

import datetime
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalogue.public.kept_pages import PAGES
from catalogue.rounds.announcing import amend
from catalogue.rounds.models import (
    Assignment,
    ProvincialReturn,
    Reviewer,
    SelectionRound,
    Submission,
)
from catalogue.rounds.models.selection_round import COURSE
from tests.methods.factories import ThemeFactory
from tests.places.factories import real_province
from tests.rounds.course import Course
from tests.rounds.factories import CriterionFactory, NoticeFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State
LANGUAGES = ("en", "zh-hans")
SECRET = "密不外传"


def course_of(**values):
    """A course whose secrets can be looked for in every page."""
    course = Course(slug="held-here", opened_on="2026-10", **values)
    course.quota.reporting_body = real_province("fujian")
    course.quota.save()
    course.officer.reporting_body = course.quota.reporting_body
    course.officer.save()
    return course


def pages(language):
    with override(language):
        return [
            reverse("home"),
            reverse("round-list"),
            reverse("round-detail", args=["held-here"]),
            reverse("work-method-list"),
            reverse("work-method-list") + f"?q={SECRET}",
            reverse("work-method-list") + "?round=held-here",
            reverse("work-method-csv") + "?round=held-here",
            reverse("work-method-json") + "?round=held-here",
            reverse("work-method-feed"),
            reverse("work-method-suggestions") + f"?q={SECRET}",
            reverse("province-detail", args=["fujian"]),
            reverse("statistics"),
            reverse("about-data"),
            "/api/v1/methods/",
            "/api/v1/rounds/",
            "/sitemap.xml",
        ]


def text_of(client, address):
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    return content.decode()


def secrets_of(course):
    """Words that no page may hold before the announcement, or ever."""
    names = [
        each.account.username
        for each in Reviewer.objects.select_related("account").all()
    ]
    return [*names, "有据可查", "一致同意", "步骤清楚", "部领导"]


@pytest.mark.parametrize("state", COURSE[:-1])
def test_before_the_announcement_nothing_of_the_result_is_public(client, state):
    course = course_of().to(state)
    NoticeFactory(
        selection_round=course.round,
        role="result",
        number="民办函〔2099〕9号",
        dated="2026-11-22",
    )
    SelectionRound.objects.filter(pk=course.round.pk).update(
        official_solicited=98765, official_submitted=87654, official_selected=76543
    )
    ProvincialReturn.objects.create(
        selection_round=course.round,
        reporting_body=course.quota.reporting_body,
        solicited=65432,
    )
    for each in course.submissions:
        each.method.title_zh = f"{SECRET}{each.pk}"
        each.method.save()

    forbidden = ["2099", "98765", "87654", "76543", "65432", *secrets_of(course)]
    for language in LANGUAGES:
        for address in pages(language):
            text = text_of(client, address)
            for secret in forbidden:
                assert secret not in text, (state, address, secret)
            for each in course.submissions:
                assert each.method.title_zh not in text, (state, address)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", COURSE[2:-1])
def test_which_stage_of_judging_it_is_stays_inside(client, state, language):
    course_of().to(State.CLOSED)
    with override(language):
        address = reverse("round-detail", args=["held-here"])
    before = text_of(client, address)
    PAGES.empty()
    course = Course(slug="held-too").to(state)
    with override(language):
        later = course.round.get_absolute_url()

    def whole(text, slug):
        text = re.sub(r"(?s)<h1.*?</h1>|<title>.*?</title>", "", text)
        return re.findall(r'class="round-state">.*?</p>', text.replace(slug, ""))

    after = text_of(client, later)
    assert whole(before, "held-here") == whole(after, "held-too") != []
    (answer,) = [
        each
        for each in client.get("/api/v1/rounds/").json()["results"]
        if each["slug"] == "held-too"
    ]
    assert answer["state"] == "judging"
    assert answer["account"] is None


@pytest.mark.parametrize("state", COURSE[1:-1])
def test_an_open_or_judged_round_shows_its_call(client, state):
    course = course_of(places=1)
    CriterionFactory(selection_round=course.round, weight=3, position=2)
    course.round.stage_dates.create(
        stage=State.INDEPENDENT_REVIEW,
        begins_on=datetime.date(2026, 12, 1),
        ends_on=datetime.date(2026, 12, 9),
    )
    course.to(state)
    context = client.get(reverse("round-detail", args=["held-here"])).context

    call = context["call"]
    assert (call.places, context["account"], context["selected"]) == (1, None, [])
    assert [each.percent for each in call.criteria] == [25, 75]
    assert [each.stage for each in call.planned] == [State.INDEPENDENT_REVIEW]
    assert call.closes_at == course.round.closes_at


def test_a_result_notice_is_no_public_file_before_the_announcement(client):
    course = course_of().to(State.APPROVED)
    notice = NoticeFactory(selection_round=course.round, role="result", number="")
    notice.file.save("result.pdf", ContentFile(b"%PDF-1.4"))
    notice.file.close()

    assert client.get(notice.file.url).status_code == 404

    course.prepare_next()
    course.step()

    assert client.get(notice.file.url).getvalue() == b"%PDF-1.4"


def test_an_announced_round_gives_its_account(client):
    course = course_of()
    ProvincialReturn.objects.create(
        selection_round=course.round,
        reporting_body=course.quota.reporting_body,
        solicited=10,
    )
    course.to(State.OPEN)
    theme = ThemeFactory(slug="culture")
    prepared = course.prepared

    def with_theme(**values):
        submission = prepared(**values)
        submission.method.themes.add(theme)
        return submission

    course.prepared = with_theme
    course.to(State.ANNOUNCED)

    context = client.get(course.round.get_absolute_url()).context

    account = context["account"]
    counts = account.counts
    assert (counts.solicited, counts.submitted, counts.selected) == (10, 2, 1)
    assert (counts.submitted_percent, counts.selected_percent) == (20, 50)
    assert [(row.slug, row.counts.selected) for row in account.themes] == [
        ("culture", 1)
    ]
    assert [(row.slug, row.counts) for row in account.bodies] == [("fujian", counts)]
    assert [(row.slug, row.counts) for row in account.regions] == [("east", counts)]
    assert [(each.kind, each.number) for each in account.reviewers] == [("expert", 2)]
    assert (account.groups, account.approved_on) == (1, timezone.localdate(course.now))
    assert [stage.state for stage in account.stages] == list(COURSE[3:7])
    assert [each.submission.pk for each in context["selected"]] == [
        course.submissions[0].pk
    ]


def test_reviewers_are_counted_as_what_they_were_when_they_judged(client):
    course = course_of().to(State.INDEPENDENT_REVIEW)
    first, second = (each.reviewer for each in course.group.members.order_by("pk"))
    Reviewer.objects.filter(pk=first.pk).update(kind=Reviewer.Kind.OFFICIAL)
    course.to(State.ANNOUNCED)
    Reviewer.objects.filter(pk=second.pk).update(kind=Reviewer.Kind.BUREAU_HEAD)

    account = client.get(course.round.get_absolute_url()).context["account"]

    counted = [(each.kind, each.number) for each in account.reviewers]
    assert counted == [("official", 1), ("expert", 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_of_a_reviewer_and_no_mark_is_ever_public(client, language):
    course = course_of().to(State.ANNOUNCED)

    for address in pages(language):
        text = text_of(client, address)
        for secret in secrets_of(course):
            assert secret not in text, (address, secret)
    assert Assignment.objects.count() == 4


def test_what_was_not_selected_stays_unpublished_and_is_counted(client):
    course = course_of()
    course.to(State.ANNOUNCED)
    lost = Submission.objects.get(state=Submission.State.NOT_SELECTED)

    page = client.get(course.round.get_absolute_url())

    assert page.context["account"].counts.submitted == 2
    assert lost.method.title_zh not in page.content.decode()
    assert client.get(lost.method.get_absolute_url()).status_code == 404


def test_an_amendment_stands_dated_and_in_full_beside_what_was_announced(client):
    course = course_of().to(State.ANNOUNCED)
    selected = Submission.objects.get(state=Submission.State.SELECTED)
    amend(
        course.round,
        by=course.manager,
        dated=datetime.date(2127, 1, 5),
        at=datetime.datetime(2127, 1, 6, tzinfo=datetime.UTC),
        text_zh="更正：撤销一项。",
        text_en="Correction: one is withdrawn.",
        submission=selected,
        outcome=Submission.Outcome.SUBMITTED,
    )

    page = client.get(course.round.get_absolute_url())

    text, account = page.content.decode(), page.context["account"]
    assert "5 January 2127" in text
    assert "Correction: one is withdrawn." in text
    assert (account.announced_selected, account.counts.selected) == (1, 0)
    assert account.is_amended
    assert page.context["selected"] == []


def test_the_api_gives_the_same_account(client):
    course = course_of().to(State.ANNOUNCED)

    (answer,) = client.get("/api/v1/rounds/").json()["results"]

    account = answer["account"]
    assert (account["solicited"], account["submitted"], account["selected"]) == (
        None,
        2,
        1,
    )
    assert account["by_reporting_body"] == [
        {"slug": "fujian", "solicited": None, "submitted": 2, "selected": 1}
    ]
    assert account["reviewers"] == [{"kind": "expert", "number": 2}]
    assert answer["call"]["places"] == 1
    assert course.round.slug == answer["slug"]


def test_a_round_of_the_past_has_neither_call_nor_account(client):
    SelectionRound.objects.create(
        slug="past", state=State.ANNOUNCED, title_zh="旧", announced_on="2018"
    )

    context = client.get(reverse("round-detail", args=["past"])).context
    (answer,) = client.get("/api/v1/rounds/").json()["results"]

    assert (context["call"], context["account"]) == (None, None)
    assert (answer["call"], answer["account"]) == (None, None)
